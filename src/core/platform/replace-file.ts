// The one way in which a file is written that another process, or the next start, reads: whole or not at all. The draft
// stands beside the file, so that taking its place is one step, and its bytes are on the disk before it does.

import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { clearDrafts, toDraftName } from './drafts.ts'

/**
 * With `mode`, the file has exactly that mode, whatever the umask says. Throws what the system says, and leaves no
 * draft; those that killed processes have left of the file go as well.
 */
export function replaceFile(file: string, content: string | Uint8Array, mode?: number): void {
  const draft = toDraftName(file)
  // Of a process that was killed and had the same id.
  rmSync(draft, { force: true })
  try {
    // "wx" follows no link that somebody has put there.
    const descriptor = openSync(draft, 'wx', mode)
    try {
      writeFileSync(descriptor, content)
      if (mode !== undefined) fchmodSync(descriptor, mode)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  clearDrafts(dirname(file), (name) => name === basename(file))
}
