import { expect, test } from 'vitest'
import { connect, ERAS, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()

/** The order in which models read them. */
const TOOLS = [
  'search_documentation',
  'read_documentation',
  'read_sections',
  'search_table',
  'recommend',
  'list_guides',
  'whats_changed',
]

test.each(ERAS)(
  'the %s client connects, is told how to choose a tool, and finds the tools in a fixed order',
  async (era) => {
    const client = await connect(era, lamp.folder)
    const instructions = client.getInstructions() ?? ''
    expect(instructions).toContain('search_documentation')
    expect(instructions.length).toBeLessThan(1500)
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(TOOLS)
  },
)

test('the two clients speak different revisions of the protocol', async () => {
  const older = await connect('older', lamp.folder)
  const newer = await connect('newer', lamp.folder)
  expect(older.getServerVersion()?.name).toBe('aws-docs-offline')
  expect('getNegotiatedProtocolVersion' in newer && newer.getNegotiatedProtocolVersion()).toBe('2026-07-28')
})

test.each(ERAS)('the %s client is promised no news of lists, for which it would keep a stream open', async (era) => {
  const client = await connect(era, lamp.folder)
  expect(client.getServerCapabilities()).toEqual({
    tools: { listChanged: false },
    resources: { listChanged: false },
    prompts: { listChanged: false },
    completions: {},
  })
})

test('the schemas of the tools are the recorded ones, and their descriptions leave room for the conversation', async () => {
  const { tools } = await (await connect('newer', lamp.folder)).listTools()
  await expect(`${JSON.stringify(tools, undefined, 2)}\n`).toMatchFileSnapshot('golden/tools.json')
  const described = tools.map(({ description = '', title = '' }) => description + title)
  expect(described.join('').length).toBeLessThan(8000)
  for (const text of described) expect(text.length).toBeLessThan(2000)
  for (const { name, annotations } of tools) {
    expect(name.length).toBeLessThanOrEqual(30)
    expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false })
  }
})
