// A costly file in a folder that several processes share: one of them makes it, the others wait for it.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const LOOK_AGAIN_MS = 100
/** Taking the lock and naming its owner in it are two steps. */
const UNNAMED_MS = 5000

/**
 * Path of `file`, which is there when this resolves. `make` writes it under the name that it is given. When `make`
 * fails, this call throws, and whoever waits makes it in turn. The lock of a process that was killed is taken over.
 */
export async function makeOnce(file: string, make: (draft: string) => Promise<void>): Promise<string> {
  const lock = `${file}.lock`
  mkdirSync(dirname(file), { recursive: true })
  while (!existsSync(file)) {
    if (!takeLock(lock)) {
      if (isDead(lock)) rmSync(lock, { force: true })
      else await wait(LOOK_AGAIN_MS)
      continue
    }
    const draft = `${file}.${process.pid}`
    try {
      if (existsSync(file)) break // made since it was looked for
      rmSync(draft, { force: true })
      await make(draft)
      renameSync(draft, file)
    } finally {
      rmSync(draft, { force: true })
      rmSync(lock, { force: true })
    }
  }
  return file
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isDead(lock: string): boolean {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    if (!owner) return Date.now() - statSync(lock).mtimeMs > UNNAMED_MS
    process.kill(owner, 0)
    return false
  } catch (error) {
    // ESRCH: no such process. ENOENT: its owner has just removed it. EPERM: it lives, as another user's.
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
