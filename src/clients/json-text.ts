// Editing one member of an object in JSON text, comments and trailing commas allowed, without touching anything else:
// jsonc-parser's own edits lay out the neighbours anew, and deleting takes a comment along. Positions come from its
// syntax tree.

import { type Node, visit } from 'jsonc-parser'
import { detectLineEnd } from './edit.ts'

/** Puts a member in after the last one. */
export function insertMember(text: string, object: Node, key: string, value: unknown): string {
  const close = object.offset + object.length - 1
  const last = object.children?.at(-1)
  const outer = readIndent(text, object.offset)
  if (!last) {
    const inner = text.slice(object.offset + 1, close).trimEnd()
    const indent = outer + readUnit(text)
    const member = `${detectLineEnd(text)}${indent}${layOut(text, key, value, indent)}${detectLineEnd(text)}${outer}`
    return splice(text, object.offset + 1, close, inner + member)
  }
  const end = last.offset + last.length
  const comma = findComma(text, end, close)
  const isOneLine = !text.slice(object.offset, close).includes('\n')
  if (isOneLine) {
    const member = ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`
    return comma === undefined ? splice(text, end, end, `,${member}`) : splice(text, comma + 1, comma + 1, `${member},`)
  }
  const indent = readIndent(text, last.offset)
  const at = text.slice(0, close).trimEnd().length
  const member = `${detectLineEnd(text)}${indent}${layOut(text, key, value, indent)}${comma === undefined ? '' : ','}`
  const inserted = splice(text, at, at, member)
  return comma === undefined ? splice(inserted, end, end, ',') : inserted
}

/** Takes a member out with the comma that belongs to it. */
export function removeMember(text: string, object: Node, member: Node): string {
  const members = object.children ?? []
  const position = members.indexOf(member)
  const end = member.offset + member.length
  const next = members[position + 1]?.offset ?? object.offset + object.length - 1
  const following = findComma(text, end, next)
  const previous = members[position - 1]
  const start = text.slice(0, member.offset).trimEnd().length
  const before = text.slice(start, member.offset)
  const after = following === undefined ? end : following + 1
  // What follows on the same line must not become part of a comment that ends the line before.
  const isAlone = !before.includes('\n') || /^[\t ]*\r?\n/.test(text.slice(after))
  let rest = splice(text, start, after, isAlone || following === undefined ? '' : before)
  if (following === undefined && previous) {
    const preceding = findComma(text, previous.offset + previous.length, member.offset)
    if (preceding !== undefined) rest = splice(rest, preceding, preceding + 1, '')
  }
  if (members.length > 1) return rest
  // Nothing is left in the object: no blanks either, unless there is a comment.
  const close = rest.indexOf('}', object.offset)
  return rest.slice(object.offset + 1, close).trim() === '' ? splice(rest, object.offset + 1, close, '') : rest
}

export function replaceValue(text: string, value: Node, by: unknown): string {
  const laidOut = JSON.stringify(by, undefined, readUnit(text)).replaceAll(
    '\n',
    detectLineEnd(text) + readIndent(text, value.offset),
  )
  return splice(text, value.offset, value.offset + value.length, laidOut)
}

function layOut(text: string, key: string, value: unknown, indent: string): string {
  const json = JSON.stringify(value, undefined, readUnit(text)).replaceAll('\n', detectLineEnd(text) + indent)
  return `${JSON.stringify(key)}: ${json}`
}

function splice(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to)
}

// A comma outside of comments.
function findComma(text: string, from: number, to: number): number | undefined {
  let found: number | undefined
  visit(
    text,
    {
      onSeparator(character, offset) {
        if (character === ',' && offset >= from && offset < to) found ??= offset
      },
    },
    { allowTrailingComma: true },
  )
  return found
}

// Blanks at the beginning of the line that holds `offset`.
function readIndent(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  return /^[\t ]*/.exec(line)?.[0] ?? ''
}

// One level, as the first indented line has it.
function readUnit(text: string): string {
  return /^([\t ]+)\S/m.exec(text)?.[1] ?? '  '
}
