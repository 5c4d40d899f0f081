// The lines that a client writes, looked at before the transport sees them: it drops what it cannot read without a word
// and closes at a line that is too long. Messages pass; everything else is answered with an error, so that whoever
// asked does not wait for ever.

import { Transform, type TransformCallback } from 'node:stream'
import { parseJSONRPCMessage } from '@modelcontextprotocol/server'

/** Bytes of one line. A call of a tool has a few hundred. */
export const LONGEST_LINE = 10 * 1024 * 1024

const PARSE_ERROR = -32700
const INVALID_REQUEST = -32600
const LINE_FEED = 10
const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

/** What is answered: one object, to be written as a line. */
export interface LineError {
  readonly jsonrpc: '2.0'
  readonly id: string | number | null
  readonly error: { readonly code: number; readonly message: string }
}

/** Lets whole lines through that are messages, and hands `answer` the error for each of the others. */
export function createLineFilter(answer: (error: LineError) => void): Transform {
  let parts: Buffer[] = []
  let length = 0
  let isFirst = true
  let isSkipping = false

  const add = (part: Buffer): void => {
    length += part.length
    if (isSkipping) return
    parts.push(part)
    if (length <= LONGEST_LINE) return
    isSkipping = true
    parts = []
    answer(makeLineError(INVALID_REQUEST, `Invalid request: a line may hold ${LONGEST_LINE} bytes.`))
  }
  const takeLine = (): Buffer | undefined => {
    const line = isSkipping ? undefined : Buffer.concat(parts)
    const start = isFirst && line?.subarray(0, 3).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0
    parts = []
    length = 0
    isFirst = false
    isSkipping = false
    return line?.subarray(start)
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      let start = 0
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
        add(chunk.subarray(start, end))
        start = end + 1
        const line = takeLine()
        if (!line) continue
        const text = line.toString()
        if (text.trim() === '') continue
        const error = findLineError(text)
        if (error === undefined) this.push(Buffer.concat([line, Buffer.from('\n')]))
        else if (error !== 'none') answer(error)
      }
      add(chunk.subarray(start))
      done()
    },
  })
}

/**
 * Undefined for a message. No error is answered to what is itself an answer: two sides could go on with that for ever.
 */
function findLineError(text: string): LineError | 'none' | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return makeLineError(PARSE_ERROR, 'Parse error: the line is not JSON.')
  }
  if (Array.isArray(value))
    return makeLineError(INVALID_REQUEST, 'Invalid request: write one message a line, not a list.')
  try {
    parseJSONRPCMessage(value)
    return undefined
  } catch {
    const written = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
    if (!('method' in written) && ('result' in written || 'error' in written)) return 'none'
    const { id } = written
    return makeLineError(
      INVALID_REQUEST,
      'Invalid request: the line is not a JSON-RPC 2.0 message.',
      typeof id === 'string' || typeof id === 'number' ? id : null,
    )
  }
}

function makeLineError(code: number, message: string, id: string | number | null = null): LineError {
  return { jsonrpc: '2.0', id, error: { code, message } }
}
