// The built program over stdio: its options and its environment reach the server, and a client of either era talks with
// it.

import { expect, test } from 'vitest'
import { connectToProgram } from './mcp-program.ts'
import { call, connect, ERAS, listRows, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()
const QUESTION = { search_phrase: 'Lamp quotas for rooms' }

test.each(ERAS)('the %s client is offered and answered what a server in this process says', async (era) => {
  const started = await connectToProgram(era, lamp.folder)
  const here = await connect(era, lamp.folder)
  expect(started.getInstructions()).toBe(here.getInstructions())
  expect(await started.listTools()).toEqual(await here.listTools())
  const [there, expected] = [
    await call(started, 'search_documentation', QUESTION),
    await call(here, 'search_documentation', QUESTION),
  ]
  expect(listRows(there.structured, 'search_results').length).toBeGreaterThan(0)
  expect(there).toEqual(expected)
})

test('--tools, --no-repeats and the environment are heeded', async () => {
  const environment = { AWS_DOCUMENTATION_PARTITION: 'aws-cn' }
  const client = await connectToProgram('newer', lamp.folder, environment, ['--tools', 'basic', '--no-repeats'])
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['search_documentation', 'read_documentation'])
  const question = { ...QUESTION, partition: 'aws' }
  await call(client, 'search_documentation', question)
  expect((await call(client, 'search_documentation', question)).text).toContain('[Shown before, in the answer to')
})

test.each([
  ['--no-repeats over HTTP, where there is no session', {}, ['--http', '--port', '0', '--no-repeats']],
  ['a ceiling that holds no answer', { AWS_DOCS_MAX_TOKENS: '20' }, []],
])('%s stops the program', async (_name, environment, args) => {
  await expect(connectToProgram('newer', lamp.folder, environment, args)).rejects.toThrow()
})
