// Words that are no slips of anybody's fingers, though no page may hold them: those that people use for what
// documentation calls otherwise (data/everyday-words.txt), and ordinary English (data/english-words.txt). Read when a
// correction is about to be made, which is seldom.

import { readFileSync } from 'node:fs'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { stem } from '../../core/text/stem.ts'
import { toTerms } from '../../core/text/terms.ts'

const EVERYDAY = getPackageFile('data/everyday-words.txt')
const ENGLISH = getPackageFile('data/english-words.txt')

let known: ReadonlySet<string> | undefined

/** Of a word's stem. */
export function isOrdinaryWord(term: string): boolean {
  known ??= new Set([...readLines(EVERYDAY).flatMap(toTerms), ...readLines(ENGLISH).map(stem)])
  return known.has(term)
}

function readLines(file: URL): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
}
