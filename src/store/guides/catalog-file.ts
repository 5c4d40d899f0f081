// The catalog on disk: the list that comes with the product, and the guides that the user added to it, in a file of
// their own.

import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import type { CatalogGuide } from '../../core/model/guide.ts'
import { LOCALES } from '../../core/model/locale.ts'
import { GUIDE_BASE } from '../../core/model/partition.ts'
import { explainFailedWriting, findDiskFullError } from '../../core/platform/explain-file-error.ts'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { makeFolder } from '../../core/platform/make-folder.ts'
import { replaceFile } from '../../core/platform/replace-file.ts'

/** Of an id, a title, a folder. */
const LONGEST = 300

const GUIDE = z.object({
  id: z.string().min(1).max(LONGEST),
  title: z.string().max(LONGEST),
  product: z.string().max(LONGEST),
  base: z.string().max(LONGEST).regex(GUIDE_BASE),
  locales: z.array(z.enum(LOCALES)).min(1),
})

const BUNDLED = getPackageFile('data/guides.json')

export interface Catalog {
  /** The bundled guides, then those of the user; a user's guide replaces a bundled one of the same id. */
  readonly guides: CatalogGuide[]
  /** Entries of the user's file that are no guides: left out. */
  readonly malformed: number
}

export function loadCatalog(userFile: string): Catalog {
  const added = loadAdded(userFile)
  const { guides, malformed } = parse(added)
  const ids = new Set(guides.map(({ id }) => id))
  const bundled = parse(read(BUNDLED, BUNDLED.pathname)).guides
  return { guides: [...bundled.filter(({ id }) => !ids.has(id)), ...guides], malformed }
}

/**
 * Adds one guide to `userFile`, which is replaced whole or not at all; entries that cannot be read stay as they are.
 */
export function addToCatalog(userFile: string, guide: CatalogGuide): void {
  const others = loadAdded(userFile).filter((entry) => GUIDE.safeParse(entry).data?.id !== guide.id)
  try {
    makeFolder(dirname(userFile))
    replaceFile(userFile, `${JSON.stringify([...others, guide], undefined, 2)}\n`)
  } catch (error) {
    const noRoom = findDiskFullError(error, userFile)
    if (noRoom) throw noRoom
    throw new DocsError('BAD_CONFIG', `The catalog ${userFile} could not be written: ${explainFailedWriting(error)}.`, {
      hint: 'Check that you may write in its folder, or name another folder with AWS_DOCS_DATA. Nothing was changed.',
      cause: error,
    })
  }
}

function loadAdded(userFile: string): unknown[] {
  return existsSync(userFile) ? read(userFile, userFile) : []
}

function read(path: string | URL, file: string): unknown[] {
  try {
    return z.array(z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new DocsError('BAD_CONFIG', `The catalog ${file} could not be read: ${toMessage(error).slice(0, 200)}`, {
      hint: 'Fix the file or move it away; guides can be added again with "aws-docs-offline guides add URL".',
      cause: error,
    })
  }
}

function parse(entries: readonly unknown[]): Catalog {
  const guides = entries.flatMap((entry) => GUIDE.safeParse(entry).data ?? [])
  return { guides, malformed: entries.length - guides.length }
}
