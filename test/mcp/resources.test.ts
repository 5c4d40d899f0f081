import { describe, expect, test } from 'vitest'
import { type Connection, connect, ERAS, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()
const TEMPLATE = 'awsdocs://{locale}/{service}/{version}/{guide}/{+page}'
const DIMMING = 'awsdocs://ja_jp/lamp/latest/dg/dimming.html'

describe.each(ERAS)('resources, asked by the %s client', (era) => {
  test('list the index and every page, and each can be read', async () => {
    const client = await connect(era, lamp.folder)
    const { resources } = await client.listResources()
    expect(resources).toHaveLength(9)
    expect(resources[0]).toMatchObject({ uri: 'awsdocs://index', title: 'What is indexed' })
    for (const { uri, title = '' } of resources) expect(await readText(client, uri)).toContain(title)
  })

  test('the index names guides, languages and pages', async () => {
    const client = await connect(era, lamp.folder)
    expect(await readText(client, 'awsdocs://index')).toContain('| lamp-dg | Lamp | Developer Guide | ja_jp | 1 | ')
  })

  test('a page is Markdown with its source first; one that does not exist is an error naming its neighbours', async () => {
    const client = await connect(era, lamp.folder)
    expect(await readText(client, DIMMING)).toMatch(
      /^\[https:\/\/docs\.aws\.amazon\.com\/ja_jp\/.* · ja_jp · index, .*\n\n<page-text>\n# ランプの調光/,
    )
    await expect(client.readResource({ uri: DIMMING.replace('dimming', 'diming') })).rejects.toThrow(/dimming\.html/)
    await expect(client.readResource({ uri: 'awsdocs://klingon/lamp/latest/dg/dimming.html' })).rejects.toThrow()
  })

  test('the parts of a page are completed, each in the light of those that are known', async () => {
    const client = await connect(era, lamp.folder)
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([TEMPLATE])
    const complete = async (name: string, value: string, known: Record<string, string> = {}) => {
      const { completion } = await client.complete({
        ref: { type: 'ref/resource', uri: TEMPLATE },
        argument: { name, value },
        context: { arguments: known },
      })
      return completion.values
    }
    const guide = { service: 'lamp', version: 'latest', guide: 'dg' }
    expect(await complete('locale', '')).toEqual(['en_us', 'ja_jp'])
    expect(await complete('service', 'LA', { locale: 'ja_jp' })).toEqual(['lamp'])
    expect(await complete('version', '', { service: 'lamp' })).toEqual(['latest'])
    expect(await complete('guide', 'd', { service: 'lantern' })).toEqual([])
    expect(await complete('page', 'co', { locale: 'en_us', ...guide })).toEqual(['colours.html'])
    expect(await complete('page', '', { locale: 'ja_jp', ...guide })).toEqual(['dimming.html'])
    expect(await complete('page', 'co')).toEqual([])
  })

  test('a cursor that was not given is refused', async () => {
    const client = await connect(era, lamp.folder)
    await expect(client.listResources({ cursor: 'nonsense' })).rejects.toThrow(/cursor/)
  })
})

async function readText(client: Connection, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri })
  const [first] = contents
  return first && 'text' in first ? first.text : ''
}
