// Bringing a bundle from a URL to the local disk. The operator typed the URL, so any https host will do: it is not the
// documentation site's allowed hosts that make a bundle good, but its hashes and its signature.

import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DocsError } from '../../core/model/errors.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { explainFailedWriting, isDiskFull } from '../../core/platform/explain-file-error.ts'
import { type Download, isDownloadUrl } from '../../http/download/download.ts'
import { requireDiskSpace } from '../../store/sqlite/disk-space.ts'
import { BUNDLE_BEGINS } from '../format/archive.ts'
import { clearDownloads } from './clear-downloads.ts'

// Some four times what every page of the site in every locale would take.
const MAX_BUNDLE_BYTES = 8 * 1024 * 1024 * 1024

/** What a download of unknown length leaves free. */
const ROOM_FOR_OTHERS_BYTES = 256 * 1024 * 1024

export interface FetchDeps {
  readonly download?: Download | undefined
  readonly downloadFolder: string
  readonly freeBytes?: ((path: string) => Promise<number>) | undefined
  /** Without one, nothing that others left in the folder is cleared away. */
  readonly clock?: Clock | undefined
}

/**
 * Downloads to a file whose name follows from the URL, going on where an earlier attempt ended. Throws DocsError
 * BAD_INPUT, OFFLINE, UNREACHABLE, DISK_FULL or INDEX_READ_ONLY.
 */
export async function fetchBundle(
  deps: FetchDeps,
  request: {
    readonly source: string
    readonly signal?: AbortSignal | undefined
    readonly onBytes: (done: number, total: number | undefined) => void
  },
): Promise<string> {
  const { source, signal, onBytes } = request
  if (!isDownloadUrl(source)) {
    throw new DocsError('BAD_INPUT', `A bundle is not fetched from ${source}.`, {
      hint: 'Give an https URL without user name and password (http only on this machine), or a file.',
    })
  }
  if (!deps.download) {
    throw new DocsError('OFFLINE', `${source} was not asked: this is offline mode.`, {
      hint: 'Bring the file here by other means and import it, or leave offline mode.',
    })
  }
  const file = join(deps.downloadFolder, `${createHash('sha256').update(source).digest('hex').slice(0, 16)}.bundle`)
  if (deps.clock) await clearDownloads(deps.downloadFolder, deps.clock.now())
  const beforeBody = (bytes: number | undefined) =>
    requireDiskSpace(file, bytes ?? ROOM_FOR_OTHERS_BYTES, 'The download', deps.freeBytes)
  const outcome = await download(deps.download, {
    url: source,
    file,
    maxBytes: MAX_BUNDLE_BYTES,
    signal,
    onProgress: onBytes,
    beforeBody,
    begins: BUNDLE_BEGINS,
  })
  if (outcome.kind === 'done') return file
  if (outcome.kind === 'refused') {
    throw new DocsError('UNREACHABLE', `The bundle was not fetched: ${outcome.reason}.`, { hint: 'Check the URL.' })
  }
  const kept = outcome.bytes > 0 ? `; the ${outcome.bytes} bytes that came are kept` : ''
  throw new DocsError('UNREACHABLE', `The bundle could not be fetched from ${source}: ${outcome.reason}.`, {
    hint: `Import it again when the line is better${kept}.`,
  })
}

/** Forgets a downloaded file: it has been merged, or is not worth resuming. */
export async function discardFetched(file: string): Promise<void> {
  await rm(file, { force: true })
  await rm(`${file}.json`, { force: true })
}

/** Runs a download; what the local disk refuses is told as that. Throws DocsError DISK_FULL or INDEX_READ_ONLY. */
export async function download(run: Download, request: Parameters<Download>[0]): ReturnType<Download> {
  try {
    return await run(request)
  } catch (error) {
    // What the network does is an outcome, so that a system call that failed is the disk's.
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error
    throw new DocsError(
      isDiskFull(error) ? 'DISK_FULL' : 'INDEX_READ_ONLY',
      `The download cannot be kept: ${explainFailedWriting(error)}.`,
      {
        hint: 'Make space or check the folder, then import again: what came so far is kept.',
        cause: error,
      },
    )
  }
}
