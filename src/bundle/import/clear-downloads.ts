// What downloads left behind: a process that is killed cannot clear up after itself.

import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Of a bundle by its address, and of a file of a repository, which others may have under the same name. */
const DOWNLOAD = /^[0-9a-f]{16}\.bundle$/
const PULLED = /^[a-z0-9-]+\.[a-z]{2}_[a-z]{2}\.(?:delta\.)?[0-9a-f]{16}\.bundle$/
/** Without a note of what it is, a file cannot be gone on with; one that is being written is younger. */
const UNNOTED_MS = 60 * 60_000
const NOTED_MS = 30 * 24 * 60 * 60_000

/** Removes files that nobody will go on with; others than ours stay. */
export async function clearDownloads(folder: string, now: number): Promise<void> {
  const names = new Set(await readdir(folder).catch(() => []))
  for (const name of names) {
    const isNoted = names.has(`${name}.json`)
    if (!DOWNLOAD.test(name) && !(isNoted && PULLED.test(name))) continue
    const file = join(folder, name)
    const written = (await stat(file).catch(() => undefined))?.mtimeMs ?? now
    if (now - written <= (isNoted ? NOTED_MS : UNNOTED_MS)) continue
    await rm(file, { force: true })
    await rm(`${file}.json`, { force: true })
  }
}
