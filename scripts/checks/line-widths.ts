// No line of src and scripts is wider than 120 characters, and no comment of the tests. The formatter breaks neither
// comments nor texts.
//   tsx scripts/checks/line-widths.ts [ROOT]

import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readOptions } from '../read-options.ts'

const ROOT = resolve(readOptions({ allowPositionals: true }).positionals[0] ?? '.')
const WIDEST = 120
const FILES = /\.(?:ts|js|css|sh)$/
/** Of which comments alone are held to it yet. */
const COMMENTS_ONLY: readonly string[] = [
  'test/',
  // A blank in markup shows, and the formatter joins what stands in a template's braces.
  'src/web/views/',
  // The text of a schema stands in every index as it is here.
  'src/store/index/migrations.ts',
  'src/store/images/image-schema.ts',
]
const COMMENT = /^\s*(?:\/\/|#|\/?\*)/
// An address cannot be broken.
const LONG_WORD = new RegExp(`^\\s*(?:\\/\\/|#|\\/?\\*\\*?) ?\\S{${WIDEST - 20},}$`)
// Nor can a regular expression.
const REGULAR_EXPRESSION = /^\s*\/.*\/[dgimsuvy]*,?$/

const wide = ['src', 'scripts', 'test'].flatMap((folder) => listFilesBelow(folder)).flatMap(findWide)
for (const place of wide) console.error(`error: ${place}: a line of more than ${WIDEST} characters`)
console.log(wide.length === 0 ? 'line widths hold' : `${wide.length} lines are too wide`)
process.exitCode = wide.length === 0 ? 0 : 1

function findWide(file: string): string[] {
  const isCode = !COMMENTS_ONLY.some((start) => file.startsWith(start))
  return readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .flatMap((line, at) => (line.length > WIDEST && isHeld(line, isCode) ? [`${file}:${at + 1}`] : []))
}

function isHeld(line: string, isCode: boolean): boolean {
  if (COMMENT.test(line)) return !LONG_WORD.test(line)
  return isCode && !REGULAR_EXPRESSION.test(line)
}

function listFilesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => FILES.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .sort()
}
