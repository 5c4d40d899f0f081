// Looks through the files of a project for what it uses of AWS. Reads, follows no links, and gives up early: a
// suggestion is not worth a wait.

import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { findUsesInText, isTelling, type ServiceUse } from './uses-in-text.ts'

export interface FoundUse extends ServiceUse {
  readonly file: string
}

const SKIPPED = new Set(['node_modules', 'dist', 'build', 'out', 'target', 'vendor', 'venv', 'coverage', 'cdk.out'])
const MOST_FILES = 1000
const MOST_ENTRIES = 20_000
const MOST_BYTES = 256 * 1024
const DEEPEST = 6

export function scanProject(folder: string): FoundUse[] {
  const uses: FoundUse[] = []
  let level = [folder]
  let files = 0
  let entries = 0
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const below: string[] = []
    for (const one of level) {
      for (const entry of splitEntries(one)) {
        if (++entries > MOST_ENTRIES || files >= MOST_FILES) return uses
        const path = join(one, entry.name)
        if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name)) below.push(path)
        if (!entry.isFile() || !isTelling(entry.name)) continue
        files += 1
        uses.push(...findUsesInText(entry.name, readText(path)).map((use) => ({ ...use, file: path })))
      }
    }
    level = below
  }
  return uses
}

function splitEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}

function readText(path: string): string {
  try {
    return statSync(path).size > MOST_BYTES ? '' : readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
