// What a shell makes of command lines: their words, by one start of it for all.

import { execFileSync } from 'node:child_process'

/** Throws for a line that is more than one plain command. */
export function splitAsShell(lines: readonly string[]): string[][] {
  const script = [`words() { printf '%s\\0' "$@"; printf '\\n'; }`, ...lines.map((line) => `words ${line}`)]
  const printed = execFileSync('sh', ['-ec', script.join('\n')], { encoding: 'utf8', env: {} })
  const split = printed.split('\n').slice(0, -1)
  if (split.length !== lines.length) throw new Error(`${lines.length} lines were read as ${split.length}: ${printed}`)
  return split.map((line) => line.split('\0').slice(0, -1))
}
