// What stands before the items of a list. Markdown counts upwards by one from a number of at most nine digits, in
// digits; other lists are bullets with the item's label as text.

import type { Element } from 'domhandler'

export interface ItemLabel {
  /** Of an item that Markdown numbers; -1 for a bullet. */
  readonly number: number
  /** To be written before the item's text; empty where Markdown's own mark says it. */
  readonly text: string
}

const BULLET: ItemLabel = { number: -1, text: '' }
const MOST = 999_999_999

/** Labels of `items`, in their order. */
export function listLabels(list: Element, items: readonly Element[]): ItemLabel[] {
  if (list.name !== 'ol') return items.map(() => BULLET)
  const { start, type = '1', reversed } = list.attribs
  const step = reversed === undefined ? 1 : -1
  let next = parseInteger(start) ?? (step > 0 ? 1 : items.length)
  const numbers = items.map((item) => {
    const number = parseInteger(item.attribs.value) ?? next
    next = number + step
    return number
  })
  const first = numbers[0] ?? 1
  const isCounted =
    numbers.every((number, index) => number === first + index) && first >= 0 && (numbers.at(-1) ?? 0) <= MOST
  if (isCounted && !/^[aAiI]$/.test(type)) return numbers.map((number) => ({ number, text: '' }))
  return numbers.map((number) => ({ number: -1, text: `${writeNumber(number, type)}. ` }))
}

function parseInteger(text: string | undefined): number | undefined {
  const number = Number.parseInt(text ?? '', 10)
  return Number.isSafeInteger(number) ? number : undefined
}

function writeNumber(number: number, type: string): string {
  if (number < 1 || number > 3999) return String(number)
  if (type === 'a' || type === 'A') return matchCase(toLetters(number), type)
  return type === 'i' || type === 'I' ? matchCase(toRoman(number), type) : String(number)
}

function matchCase(text: string, type: string): string {
  return type === type.toUpperCase() ? text.toUpperCase() : text
}

function toLetters(number: number): string {
  const [before, last] = [Math.floor((number - 1) / 26), (number - 1) % 26]
  return `${before > 0 ? toLetters(before) : ''}${String.fromCharCode(97 + last)}`
}

const NUMERALS: readonly (readonly [number, string])[] = [
  ...([
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
  ] as const),
  ...([
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const),
]

function toRoman(number: number): string {
  const numeral = NUMERALS.find(([value]) => value <= number)
  return numeral ? numeral[1] + toRoman(number - numeral[0]) : ''
}
