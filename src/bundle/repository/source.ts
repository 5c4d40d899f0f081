// Where a repository is: a folder (also of a mounted share), or an https address. Brings its files to this machine and believes
// none of them: what they are worth, the signed catalog says.

import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DocsError } from '../../core/errors.ts'
import { fileTrouble } from '../../core/file-trouble.ts'
import { discardFetched, downloadedName, type FetchDeps, fetchFile, isUrl } from '../fetch-bundle.ts'
import { badBundle } from '../manifest.ts'
import { CATALOG_NAME, MAX_CATALOG_BYTES, type NamedFile } from './catalog.ts'

export interface FetchOptions {
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
  read(file: string, options?: FetchOptions): Promise<SmallFile>
  /** The file on a local disk, with the size and hash it should have. Throws DocsError, BAD_BUNDLE where it has others. */
  fetch(file: NamedFile, options?: FetchOptions): Promise<{ readonly path: string; readonly fetchedBytes: number }>
  /** Called when a fetched file is not needed any more. */
  release(file: NamedFile): Promise<void>
}

/** Throws DocsError BAD_INPUT for an address that is none of a repository. */
export function openSource(from: string, deps: FetchDeps): RepositorySource {
  return isUrl(from) ? urlSource(from, deps) : folderSource(from)
}

export function folderSource(folder: string): RepositorySource {
  const name = resolve(folder)
  return {
    name,
    async read(file) {
      try {
        if (statSync(join(name, file)).size > MAX_CATALOG_BYTES) return { kind: 'none', reason: `${file} is too large` }
        return { kind: 'bytes', bytes: readFileSync(join(name, file)) }
      } catch (error) {
        return { kind: 'none', reason: `${join(name, file)}: ${fileTrouble(error)}` }
      }
    },
    async fetch(file) {
      const path = join(name, file.file)
      const trouble = await differenceOf(path, file)
      if (trouble !== undefined) throw badBundle(`${path} ${trouble}`)
      return { path, fetchedBytes: file.size }
    },
    release: async () => {},
  }
}

function urlSource(from: string, deps: FetchDeps): RepositorySource {
  const name = from.replace(new RegExp(`/(?:${CATALOG_NAME})?$`), '')
  if (!URL.canParse(name) || /[?#]/.test(name)) {
    throw new DocsError('BAD_INPUT', `${from} is no address of a repository.`, {
      hint: `Give the https address of the folder in which ${CATALOG_NAME} is, without "?" and "#", or a folder.`,
    })
  }
  if (!deps.download) {
    throw new DocsError('OFFLINE', `${name} was not asked: this is offline mode.`, {
      hint: 'Pull from a folder that has a copy of it (--from DIR), or leave offline mode.',
    })
  }
  const addressOf = (file: string) => `${name}/${encodeURIComponent(file)}`
  return {
    name,
    async read(file, { signal } = {}) {
      const source = addressOf(file)
      // Never resumed: a catalog that was begun may be another one by now.
      await discardFetched(downloadedName(deps, source))
      const fetched = await fetchFile(deps, { source, maxBytes: MAX_CATALOG_BYTES, signal, onBytes: () => {} })
      if (fetched.kind === 'refused') return { kind: 'none', reason: fetched.reason }
      const bytes = await readFile(fetched.file)
      await discardFetched(fetched.file)
      return { kind: 'bytes', bytes }
    },
    async fetch(file, { signal, onBytes } = {}) {
      const source = addressOf(file.file)
      const path = downloadedName(deps, source)
      if ((await differenceOf(path, file)) === undefined) return { path, fetchedBytes: 0 }
      const had = statSync(path, { throwIfNoEntry: false })?.size ?? 0
      const fetched = await fetchFile(deps, { source, maxBytes: file.size, signal, onBytes: (done) => onBytes?.(done) })
      if (fetched.kind === 'refused') {
        throw new DocsError('UNREACHABLE', `${file.file} was not fetched: ${fetched.reason}.`, {
          hint: 'Pull again: the repository may have been published anew meanwhile.',
        })
      }
      const trouble = await differenceOf(path, file)
      if (trouble === undefined) return { path, fetchedBytes: had < file.size ? file.size - had : file.size }
      await discardFetched(path)
      throw badBundle(`${source} ${trouble}`)
    },
    release: (file) => discardFetched(downloadedName(deps, addressOf(file.file))),
  }
}

// What tells the file from the one that is meant; undefined when nothing does.
async function differenceOf(path: string, wanted: NamedFile): Promise<string | undefined> {
  try {
    const { size } = statSync(path)
    if (size !== wanted.size) return `has ${size} bytes, and the catalog says ${wanted.size}`
    if ((await hashOfFile(path)) !== wanted.sha256) return 'does not have the hash that the catalog says'
    return undefined
  } catch (error) {
    return `cannot be read: ${fileTrouble(error)}`
  }
}

export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
