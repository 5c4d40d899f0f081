// Which catalog of each repository was seen last. A publisher's older catalog is signed as well as its newest: only by
// remembering can it be told that somebody hands out an old one.

import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { explainFailedWriting, findDiskFullError } from '../../core/platform/explain-file-error.ts'
import { makeFolder } from '../../core/platform/make-folder.ts'
import { replaceFile } from '../../core/platform/replace-file.ts'
import type { SignedCatalog } from './signed-catalog.ts'

const seenSchema = z.strictObject({ created: z.iso.datetime(), sha256: z.string() })
/** By address of the source and id of the key. */
const fileSchema = z.record(z.string(), seenSchema)

export type SeenCatalog = z.infer<typeof seenSchema>

/** Throws BAD_CONFIG when the file is damaged: forgetting what was seen is for a person to decide. */
export function findLastSeen(file: string, source: string, signer: string): SeenCatalog | undefined {
  return readSeen(file)[toKey(source, signer)]
}

export async function rememberSeen(file: string, source: string, { catalog, sha256, signer }: SignedCatalog) {
  const seen = readSeen(file)
  const key = toKey(source, signer)
  if (seen[key]?.sha256 === sha256) return
  const all = { ...seen, [key]: { created: catalog.created, sha256 } }
  try {
    makeFolder(dirname(file))
    replaceFile(file, `${JSON.stringify(all, null, 1)}\n`)
  } catch (error) {
    const noRoom = findDiskFullError(error, file)
    if (noRoom) throw noRoom
    throw new DocsError('INDEX_READ_ONLY', `${file} cannot be written: ${explainFailedWriting(error)}.`, {
      hint: 'It notes which catalogs were seen, so that an older one is noticed; nothing is pulled without it.',
      cause: error,
    })
  }
}

/**
 * Throws DocsError CATALOG_TOO_OLD for a catalog that is older than the one seen last, or another one of the same
 * moment.
 */
export function requireNotOlder(source: string, { catalog, sha256 }: SignedCatalog, seen: SeenCatalog | undefined) {
  if (!seen || seen.sha256 === sha256 || Date.parse(catalog.created) > Date.parse(seen.created)) return
  throw new DocsError(
    'CATALOG_TOO_OLD',
    `The catalog of ${source} is refused: it is of ${catalog.created}, and one of ${seen.created} ` +
      'was seen there before.',
    {
      hint:
        'Somebody may be handing out an old copy. If its publisher has gone back on purpose, pull once ' +
        'with --accept-older.',
    },
  )
}

function readSeen(file: string): z.infer<typeof fileSchema> {
  if (!existsSync(file)) return {}
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new DocsError('BAD_CONFIG', `${file} cannot be read: ${toMessage(error).split('\n')[0]}.`, {
      hint: 'It says which catalogs were seen before, so that an older one is noticed. Delete it to begin anew.',
      cause: error,
    })
  }
}

function toKey(source: string, signer: string): string {
  return `${source} ${signer}`
}
