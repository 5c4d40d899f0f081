// Where a repository is: a folder (also of a mounted share), or an https address. Brings its files to this machine and
// believes none of them: what they are worth, the signed catalog says.

import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DocsError } from '../../core/model/errors.ts'
import { explainFileError } from '../../core/platform/explain-file-error.ts'
import { encodeUrlPart, isUrl } from '../../core/text/parse-url.ts'
import { isDownloadUrl } from '../../http/download/download.ts'
import { requireDiskSpace } from '../../store/sqlite/disk-space.ts'
import { makeBadBundleError } from '../format/manifest.ts'
import { clearDownloads } from '../import/clear-downloads.ts'
import { discardFetched, download, type FetchDeps } from '../import/fetch-bundle.ts'
import { CATALOG_NAME, MAX_CATALOG_BYTES, type NamedFile } from './published-catalog.ts'

export interface FileRequest {
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: ((done: number) => void) | undefined
}

/** `none`: it is not there, or may not be had. */
export type SmallFile =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'none'; readonly reason: string }

export interface RepositorySource {
  /** As it is called in messages, and remembered. */
  readonly name: string
  /** Throws DocsError OFFLINE or UNREACHABLE. */
  read(file: string, options?: FileRequest): Promise<SmallFile>
  /**
   * The file on a local disk, with the size and hash it should have. Throws DocsError, BAD_BUNDLE where it has others.
   */
  fetch(file: NamedFile, options?: FileRequest): Promise<{ readonly path: string; readonly fetchedBytes: number }>
  /** Called when a fetched file is not needed any more. */
  release(file: NamedFile): Promise<void>
}

/** Throws DocsError BAD_INPUT for an address that is none of a repository. */
export function openSource(from: string, deps: FetchDeps): RepositorySource {
  return isUrl(from) ? openUrlSource(from, deps) : openFolderSource(from)
}

export function openFolderSource(folder: string): RepositorySource {
  const name = resolve(folder)
  return {
    name,
    async read(file) {
      try {
        if (statSync(join(name, file)).size > MAX_CATALOG_BYTES) return { kind: 'none', reason: `${file} is too large` }
        return { kind: 'bytes', bytes: readFileSync(join(name, file)) }
      } catch (error) {
        return { kind: 'none', reason: `${join(name, file)}: ${explainFileError(error)}` }
      }
    },
    async fetch(file) {
      const path = join(name, file.file)
      const trouble = await findDifference(path, file)
      if (trouble !== undefined) throw makeBadBundleError(`${path} ${trouble}`)
      return { path, fetchedBytes: file.size }
    },
    release: async () => {},
  }
}

function openUrlSource(from: string, deps: FetchDeps): RepositorySource {
  const name = from.replace(new RegExp(`/(?:${CATALOG_NAME})?$`), '')
  if (!isDownloadUrl(name) || /[?#]/.test(name)) {
    throw new DocsError('BAD_INPUT', `${from} is no address of a repository.`, {
      hint:
        `Give the https address of the folder that ${CATALOG_NAME} is in, without user name, password, ` +
        '"?" and "#" (http only on this machine), or a folder.',
    })
  }
  if (!deps.download) {
    throw new DocsError('OFFLINE', `${name} was not asked: this is offline mode.`, {
      hint: 'Pull from a folder that has a copy of it (--from DIR), or leave offline mode.',
    })
  }
  const { download: run, downloadFolder, freeBytes } = deps
  // Names of files are names of contents, so that what is on disk from an earlier attempt is of the same file.
  const toPath = (file: string) => join(downloadFolder, file)
  const get = async (file: string, maxBytes: number, { signal, onBytes }: FileRequest) => {
    const path = toPath(file)
    return download(run, {
      url: `${name}/${encodeUrlPart(file)}`,
      file: path,
      maxBytes,
      signal,
      onProgress: (done) => onBytes?.(done),
      beforeBody: (bytes) => requireDiskSpace(path, bytes ?? 0, 'The download', freeBytes),
    })
  }
  return {
    name,
    async read(file, options = {}) {
      if (deps.clock) await clearDownloads(downloadFolder, deps.clock.now())
      // Never resumed: a catalog that was begun may be another one by now.
      await discardFetched(toPath(file))
      const outcome = await get(file, MAX_CATALOG_BYTES, options)
      if (outcome.kind === 'refused') return { kind: 'none', reason: outcome.reason }
      if (outcome.kind === 'failed') throw makeUnreachableError(`${name} was not reached: ${outcome.reason}.`)
      const bytes = await readFile(toPath(file))
      await discardFetched(toPath(file))
      return { kind: 'bytes', bytes }
    },
    async fetch(file, options = {}) {
      const path = toPath(file.file)
      if ((await findDifference(path, file)) === undefined) return { path, fetchedBytes: 0 }
      const outcome = await get(file.file, file.size, options)
      if (outcome.kind === 'refused') {
        const hint = 'Pull again: the repository may have been published anew meanwhile.'
        throw makeUnreachableError(`${file.file} was not fetched: ${outcome.reason}.`, hint)
      }
      if (outcome.kind === 'failed') throw makeUnreachableError(`${file.file} was not fetched: ${outcome.reason}.`)
      const trouble = await findDifference(path, file)
      if (trouble === undefined) return { path, fetchedBytes: outcome.bytes - outcome.resumedAt }
      await discardFetched(path)
      throw makeBadBundleError(`${name}/${file.file} ${trouble}`)
    },
    release: (file) => discardFetched(toPath(file.file)),
  }
}

function makeUnreachableError(
  message: string,
  hint = 'Pull again when the line is better; what came is kept.',
): DocsError {
  return new DocsError('UNREACHABLE', message, { hint })
}

// What tells the file from the one that is meant; undefined when nothing does.
async function findDifference(path: string, wanted: NamedFile): Promise<string | undefined> {
  try {
    const { size } = statSync(path)
    if (size !== wanted.size) return `has ${size} bytes, and the catalog says ${wanted.size}`
    if ((await hashFile(path)) !== wanted.sha256) return 'does not have the hash that the catalog says'
    return undefined
  } catch (error) {
    return `cannot be read: ${explainFileError(error)}`
  }
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
