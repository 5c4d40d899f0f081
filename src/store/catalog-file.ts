// The catalog on disk: the list that comes with the product, and the guides that the user added to it, in a file of their own.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { DocsError, messageOf } from '../core/errors.ts'
import type { CatalogGuide } from '../core/guide.ts'
import { LOCALES } from '../core/locale.ts'
import { makeFolder } from '../core/make-folder.ts'
import { GUIDE_BASE } from '../core/model/partition.ts'

const CATALOG = z.array(
  z.object({
    id: z.string().min(1),
    title: z.string(),
    product: z.string(),
    base: z.string().regex(GUIDE_BASE),
    locales: z.array(z.enum(LOCALES)).min(1),
  }),
)

const BUNDLED = new URL('../../data/guides.json', import.meta.url)

/** The bundled guides, then those of `userFile`; a user's guide replaces a bundled one of the same id. */
export function loadCatalog(userFile: string): CatalogGuide[] {
  const added = loadAdded(userFile)
  const ids = new Set(added.map(({ id }) => id))
  return [...parse(readFileSync(BUNDLED, 'utf8'), BUNDLED.pathname).filter(({ id }) => !ids.has(id)), ...added]
}

/** Adds one guide to `userFile`, which is replaced whole or not at all. */
export function addToCatalog(userFile: string, guide: CatalogGuide): void {
  const others = loadAdded(userFile).filter(({ id }) => id !== guide.id)
  const draft = `${userFile}.${process.pid}.tmp`
  try {
    makeFolder(dirname(userFile))
    writeFileSync(draft, `${JSON.stringify([...others, guide], undefined, 2)}\n`)
    renameSync(draft, userFile)
  } catch (error) {
    throw new DocsError('BAD_CONFIG', `The catalog ${userFile} could not be written: ${messageOf(error)}.`, {
      hint: 'Check that you may write in its folder, or name another folder with AWS_DOCS_DATA. Nothing was changed.',
      cause: error,
    })
  }
}

function loadAdded(userFile: string): CatalogGuide[] {
  return existsSync(userFile) ? parse(readFileSync(userFile, 'utf8'), userFile) : []
}

function parse(text: string, file: string): CatalogGuide[] {
  try {
    return CATALOG.parse(JSON.parse(text))
  } catch (error) {
    throw new DocsError('BAD_CONFIG', `The catalog ${file} could not be read: ${messageOf(error).slice(0, 200)}`, {
      hint: 'Mend the file or move it away; guides can be added again with "aws-docs-offline guides add URL".',
      cause: error,
    })
  }
}
