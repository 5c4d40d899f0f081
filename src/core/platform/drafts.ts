// Files that stand beside another for as long as one process makes it. A process that is killed leaves them: here is
// how they are called, and the one rule for when one is nobody's any more.

import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isProcessAlive } from './process-alive.ts'

const DRAFT = /^(.+)\.([0-9a-f]{8})-(\d+)\.tmp$/
/** No draft is worked on for so long. */
const LONGEST_WORK_MS = 24 * 60 * 60_000

/** `<file>.<machine>-<process id>.tmp`: folders are shared between machines, and process ids are not. */
export function toDraftName(file: string): string {
  return `${file}.${identifyMachine()}-${process.pid}.tmp`
}

/**
 * Removes drafts in `folder` that nobody will finish: those of processes of this machine that are gone, and any that
 * is older than a day. `isOurs` says of a file's name whether its drafts are meant. Whatever cannot be looked at or
 * removed stays.
 */
export function clearDrafts(folder: string, isOurs: (name: string) => boolean): void {
  for (const entry of listNames(folder)) {
    const [, name = '', machine, pid] = DRAFT.exec(entry) ?? []
    if (name === '' || !isOurs(name)) continue
    const draft = join(folder, entry)
    try {
      if (isOfGoneProcess(machine, Number(pid)) || isOld(draft)) rmSync(draft, { force: true })
    } catch {
      // Not ours to remove, or another process has just done it.
    }
  }
}

function isOfGoneProcess(machine: string | undefined, pid: number): boolean {
  return machine === identifyMachine() && isProcessAlive(pid) === false
}

// A number may belong to another process by now, and of another machine's processes nothing is known.
function isOld(file: string): boolean {
  return Date.now() - lstatSync(file).mtimeMs > LONGEST_WORK_MS
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function identifyMachine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
}
