// No comment is wider than 120 characters. Code is held to that by the formatter, which breaks neither comments nor
// texts.
//   tsx scripts/checks/comment-lines.ts [ROOT]

import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(process.argv[2] ?? '.')
const WIDEST = 120
const COMMENT = /^\s*(?:\/\/|\/?\*)/
// An address cannot be broken.
const LONG_WORD = new RegExp(`^\\s*(?:\\/\\/|\\/?\\*\\*?) ?\\S{${WIDEST - 20},}$`)

const wide = ['src', 'scripts', 'test'].flatMap((folder) => filesBelow(folder)).flatMap(wideComments)
for (const place of wide) console.error(`error: ${place}: a comment of more than ${WIDEST} characters a line`)
console.log(wide.length === 0 ? 'comment lines hold' : `${wide.length} comment lines are too wide`)
process.exitCode = wide.length === 0 ? 0 : 1

function wideComments(file: string): string[] {
  return readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .flatMap((line, at) =>
      line.length > WIDEST && COMMENT.test(line) && !LONG_WORD.test(line) ? [`${file}:${at + 1}`] : [],
    )
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort()
}
