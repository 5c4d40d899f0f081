// What a client writes to the built program over stdio that is no message, or more than one may hold.

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeServerCommand } from './mcp-program.ts'
import { useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()

interface Talk {
  readonly child: ChildProcessByStdio<Writable, Readable, null>
  /** The next line of the server. */
  answer(): Promise<unknown>
}

function start(): Talk {
  const { command, args, env } = makeServerCommand(lamp.folder)
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'ignore'] })
  onTestFinished(() => void child.kill())
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { child, answer: async () => JSON.parse(String((await lines.next()).value)) as unknown }
}

const INITIALIZE = `${JSON.stringify({
  jsonrpc: '2.0',
  id: 'first',
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } },
})}\n`
const ping = (id: number) => `${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })}\n`

test.each([
  ['text', 'hello', -32700, null],
  ['half a message', '{"jsonrpc":"2.0","id":1,"method":', -32700, null],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x00]), -32700, null],
  ['a value', '42', -32600, null],
  ['null', 'null', -32600, null],
  ['a list of messages', `[${ping(1).trim()}]`, -32600, null],
  ['a request without a version', '{"id":7,"method":"ping"}', -32600, 7],
  ['a request without a method', '{"jsonrpc":"2.0","id":"a"}', -32600, 'a'],
  ['a method that is no text', '{"jsonrpc":"2.0","id":8,"method":5}', -32600, 8],
  ['an id that is null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, null],
  ['deep lists', '['.repeat(100_000), -32700, null],
])('%s is answered with an error, and the next request as ever', async (_, line, code, id) => {
  const { child, answer } = start()
  child.stdin.write(INITIALIZE)
  expect(await answer()).toMatchObject({ id: 'first', result: { protocolVersion: '2025-06-18' } })
  child.stdin.write(line)
  child.stdin.write(`\n${ping(2)}`)
  expect(await answer()).toMatchObject({ jsonrpc: '2.0', id, error: { code } })
  expect(await answer()).toEqual({ jsonrpc: '2.0', id: 2, result: {} })
})

test.each([
  ['resources/read', undefined, 'params: Invalid input'],
  ['resources/read', { uri: 5 }, 'params.uri: Invalid input'],
  ['initialize', { protocolVersion: null, capabilities: {} }, 'params.protocolVersion: Invalid input'],
  ['completion/complete', { ref: { type: 'x' }, argument: {} }, 'Invalid input'],
])('a request of %s with parameters %j is told that it asked wrongly, and where', async (method, params, says) => {
  const { child, answer } = start()
  child.stdin.write(INITIALIZE)
  await answer()
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 2, method, params })}\n`)
  expect(await answer()).toMatchObject({
    id: 2,
    error: { code: -32602, message: expect.stringMatching(`^Invalid params: .*${says}`) },
  })
})

test('a line of more than 10 MB is answered with an error before it ends, and the server goes on and ends well', async () => {
  const { child, answer } = start()
  const chunk = Buffer.alloc(1024 * 1024, 'a')
  for (let n = 0; n < 11; n++) child.stdin.write(chunk)
  expect(await answer()).toMatchObject({ id: null, error: { code: -32600 } })
  for (let n = 0; n < 11; n++) child.stdin.write(chunk)
  child.stdin.write(`\n${INITIALIZE}`)
  expect(await answer()).toMatchObject({ id: 'first', result: {} })
  child.stdin.end()
  expect(await once(child, 'close')).toEqual([0, null])
})

describe('answered as ever', () => {
  test.each([
    ['a byte order mark before the first line', `\uFEFF${INITIALIZE}`],
    ['lines that end in carriage returns', INITIALIZE.replace('\n', '\r\n')],
    ['empty lines', `\n \r\n${INITIALIZE}`],
  ])('%s', async (_, text) => {
    const { child, answer } = start()
    child.stdin.write(text)
    expect(await answer()).toMatchObject({ id: 'first', result: {} })
  })

  test('a message in many pieces, and what is an answer itself gets none', async () => {
    const { child, answer } = start()
    for (const byte of Buffer.from(INITIALIZE)) child.stdin.write(Buffer.from([byte]))
    expect(await answer()).toMatchObject({ id: 'first' })
    child.stdin.write(`{"jsonrpc":"1.0","id":3,"result":{}}\n{"id":3,"error":5}\n${ping(4)}`)
    expect(await answer()).toEqual({ jsonrpc: '2.0', id: 4, result: {} })
  })
})
