// The products of AWS and what readers call them: data/products.txt, read when the first query comes. Pure but for
// that.

import { readFileSync } from 'node:fs'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { dropMaker } from '../query/product-names.ts'

export interface ProductName {
  /** As in the list, without its maker: "Route 53". */
  readonly written: string
  /** Letters and digits only, in lower case: "Event Bridge" and "EventBridge" are one name. */
  readonly joined: string
  /** An ordinary word too: it names the product only where it is written as a name. */
  readonly isOrdinary: boolean
  /** No blank, sign or capital parts it: nobody writes ECS in two words, and "am I" is no AMI. */
  readonly isOneWord: boolean
}

export interface KnownProduct {
  readonly name: string
  readonly names: readonly ProductName[]
  /** Folders of its documentation, in lower case. */
  readonly folders: readonly string[]
}

let known: readonly KnownProduct[] | undefined

export function loadKnownProducts(): readonly KnownProduct[] {
  known ??= readFileSync(getPackageFile('data/products.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseProductLine)
  return known
}

/** Of `name`, what is compared: "Amazon Route 53" becomes "route53". */
export function joinName(name: string): string {
  return getLetters(dropMaker(name))
}

function getLetters(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** `text` as in the list: a ~ behind it marks an ordinary word. */
export function parseProductName(text: string): ProductName {
  const name = text.replace('~', '').replace(MAKER, '')
  return { written: name, joined: getLetters(name), isOrdinary: text.endsWith('~'), isOneWord: !PARTED.test(name) }
}

/** "awsvpc" is a word of its own, and no VPC. */
const MAKER = /^(?:amazon|aws)\s+/i
const PARTED = /[^\p{L}\p{N}]|[a-z][A-Z]|\p{L}\d/u

function parseProductLine(line: string): KnownProduct {
  const [first = '', others = '', folders = '', native = ''] = line.split('|').map((part) => part.trim())
  const name = first.replace('~', '')
  const names = [first, ...splitList(others), ...splitList(native)].map(parseProductName)
  return { name, names, folders: splitList(folders).map((folder) => folder.toLowerCase()) }
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}
