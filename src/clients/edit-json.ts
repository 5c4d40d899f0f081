// The entry of our server in a JSON configuration, put in or taken out; everything else stays byte for byte. What comes
// out is read again and compared with what was meant, so that a text that is odder than expected is refused and not
// spoilt.

import { isDeepStrictEqual } from 'node:util'
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { type EntryPlace, makeUnreadableError, type Put } from './edit.ts'
import { insertMember, removeMember, replaceValue } from './json-text.ts'
import type { Values } from './known-clients.ts'

type Data = Record<string, unknown>

/** Returns the text as it was when the entry is there already. Throws DocsError BAD_CONFIG. */
export function putJsonServer(text: string, { container, name, entry, initial }: Put): string {
  const before = read(text)
  const servers = getObject(before, container)
  const there = getObject(servers ?? {}, name)
  const wanted = there ? merge(there, entry) : { ...entry, ...initial }
  const meant = { ...before, [container]: { ...servers, [name]: wanted } }
  if (there && isDeepStrictEqual(there, wanted)) return text
  const start = text.trim() === '' ? '{}\n' : text
  return confirmText(setValue(start, [], { [container]: { [name]: wanted } }), meant)
}

/** Returns the text as it was when there is no entry. Throws DocsError BAD_CONFIG. */
export function removeJsonServer(text: string, { container, name }: EntryPlace): string {
  const before = read(text)
  const servers = getObject(before, container)
  if (servers?.[name] === undefined) return text
  const { [name]: _, ...others } = servers
  const removed = removeKey(text, [container], name)
  if (Object.keys(others).length > 0) return confirmText(removed, { ...before, [container]: others })
  // The object of servers goes with the last of them, unless a comment stands in it.
  const left = findNode(removed, [container])
  if (left && removed.slice(left.offset, left.offset + left.length) !== '{}') {
    return confirmText(removed, { ...before, [container]: {} })
  }
  const { [container]: __, ...rest } = before
  return confirmText(removeKey(removed, [], container), rest)
}

export function hasJsonServer(text: string, { container, name }: EntryPlace): boolean {
  return getObject(read(text), container)?.[name] !== undefined
}

function read(text: string): Data {
  if (text.trim() === '') return {}
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error) {
    const lines = text.slice(0, error.offset).split('\n')
    const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
    throw makeUnreadableError(`it is not JSON: ${printParseErrorCode(error.error)} at ${place}`)
  }
  // By way of JSON, so that a key called `__proto__` is a key like any other.
  const data: unknown = tree && JSON.parse(JSON.stringify(getNodeValue(tree)))
  if (isObject(data)) return data
  throw makeUnreadableError('it holds no JSON object')
}

function getObject(data: Data, key: string): Data | undefined {
  const value = data[key]
  if (value === undefined) return undefined
  if (isObject(value)) return value
  throw makeUnreadableError(`"${key}" is no object in it`)
}

function merge(there: Data, entry: Values): Data {
  const merged = { ...there }
  for (const [key, value] of Object.entries(entry)) {
    const old = there[key]
    merged[key] = isObject(old) && isObject(value) ? merge(old, value) : value
  }
  return merged
}

// Walks down as far as the text has what is wanted, and writes where it differs.
function setValue(text: string, path: readonly string[], wanted: Data): string {
  let edited = text
  for (const [key, value] of Object.entries(wanted)) {
    const parent = findNode(edited, path)
    const node = findNode(edited, [...path, key])
    if (!parent) throw makeUnreadableError('its layout is not understood')
    if (!node) edited = insertMember(edited, parent, key, value)
    else if (isObject(value) && node.type === 'object') edited = setValue(edited, [...path, key], value)
    else if (!isDeepStrictEqual(parse(edited.slice(node.offset, node.offset + node.length)), value))
      edited = replaceValue(edited, node, value)
  }
  return edited
}

function removeKey(text: string, path: readonly string[], key: string): string {
  const member = findNode(text, [...path, key])?.parent
  const object = member?.parent
  if (!object || !member) throw makeUnreadableError('its layout is not understood')
  return removeMember(text, object, member)
}

function findNode(text: string, path: readonly string[]): Node | undefined {
  const tree = parseTree(text, [], { allowTrailingComma: true })
  return tree && findNodeAtLocation(tree, [...path])
}

function confirmText(text: string, meant: Data): string {
  try {
    if (isDeepStrictEqual(read(text), JSON.parse(JSON.stringify(meant)))) return text
  } catch {
    // No JSON any more: refused below.
  }
  throw makeUnreadableError('its layout is not understood (a key that is there twice?)')
}

function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
