// The one way in which a file is written that another process, or the next start, reads: whole or not at all. The draft
// stands beside the file, so that taking its place is one step, and its bytes are on the disk before it does.

import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * With `mode`, the file has exactly that mode, whatever the umask says. Throws what the system says, and leaves no
 * draft.
 */
export function replaceFile(file: string, content: string | Uint8Array, mode?: number): void {
  const draft = `${file}.${process.pid}.tmp`
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
}
