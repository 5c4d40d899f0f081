import { describe, expect, test } from 'vitest'
import { LAMP_URL } from './lamp-site.ts'
import { call, connect, ERAS, listRows, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()

describe.each(ERAS)('search_table, asked by the %s client', (era) => {
  test('finds a row of any indexed guide, with its column names, page and section', async () => {
    const client = await connect(era, lamp.folder)
    const { structured, text, isError } = await call(client, 'search_table', { query: 'maximum lamps per room' })
    expect(isError).toBe(false)
    expect(listRows(structured, 'results')[0]).toMatchObject({
      table_heading: 'Quotas for rooms',
      url: `${LAMP_URL}quotas.html#quotas-rooms`,
      page_title: 'Lamp quotas',
      product: 'Lamp',
      guide: 'Developer Guide',
      locale: 'en_us',
      columns: ['Resource', 'Default', 'Adjustable'],
      total_rows: 3,
      showing: 1,
      rows: [{ Resource: 'Lamps per room', Default: '40', Adjustable: `[Yes](${LAMP_URL}raise.html)` }],
    })
    expect(text).toContain('"Lamps per room"')
  })

  test('nests the rows under one spanned cell, as the published server does', async () => {
    const client = await connect(era, lamp.folder)
    const { structured } = await call(client, 'search_table', {
      url: `${LAMP_URL}actions.html`,
      query: 'SwitchLamp condition keys',
      section_title: null,
      max_rows: 1,
    })
    expect(structured).toMatchObject({
      url: `${LAMP_URL}actions.html`,
      query: 'SwitchLamp condition keys',
      tables_searched: 1,
      tables_with_matches: 1,
    })
    expect(listRows(structured, 'results')[0]).toMatchObject({
      columns: ['Actions', 'Access level', 'Resource types (*required)', 'Condition keys'],
      parent_columns: ['Actions', 'Access level'],
      child_columns: ['Resource types (*required)', 'Condition keys'],
      total_rows: 2,
      rows: [
        {
          Actions: `[SwitchLamp](${LAMP_URL}API_SwitchLamp.html)`,
          'Access level': 'Write',
          rows: [
            { 'Resource types (*required)': `[lamp\\*](${LAMP_URL}actions.html#lamp-lamp)` },
            { 'Condition keys': `[lamp:Colour](${LAMP_URL}actions.html#lamp-colour)` },
          ],
        },
      ],
    })
  })

  test('keeps units, and looks in one section when asked to', async () => {
    const client = await connect(era, lamp.folder)
    const { structured } = await call(client, 'search_table', {
      url: `${LAMP_URL}quotas.html`,
      query: 'ListLamps',
      section_title: 'quotas for the api',
    })
    expect(structured).toMatchObject({ tables_searched: 1 })
    expect(listRows(structured, 'results')[0]?.rows).toContainEqual({
      Operation: 'ListLamps',
      'Requests per second': '10',
    })
    const fade = await call(client, 'search_table', { query: 'fade duration', guide: 'lamp-dg' })
    expect(fade.text).toContain('900 seconds (15 minutes)')
  })

  test('names the guide that is asked for and not there, beside rows of others and without any', async () => {
    const client = await connect(era, lamp.folder)
    for (const query of ['Kendra lamps per room', 'Kendra zork', 'Kendra の上限']) {
      const { structured, isError } = await call(client, 'search_table', { query })
      expect([isError, structured?.hint]).toEqual([false, expect.stringContaining('Amazon Kendra Developer Guide')])
      expect(structured?.hint).toContain('kendra-dg')
    }
    const named = await call(client, 'search_table', { query: 'Kendra lamps per room', guide: 'lamp-dg' })
    expect(named.text).not.toContain('Kendra Developer Guide')
  })

  test('fails with what to do: no such section, no tables, no such page, no such guide', async () => {
    const client = await connect(era, lamp.folder)
    const failure = async (args: Record<string, unknown>) => {
      const { text, isError } = await call(client, 'search_table', { query: 'lamps', ...args })
      expect(isError).toBe(true)
      return text
    }
    const quotas = `${LAMP_URL}quotas.html`
    expect(await failure({ url: quotas, section_title: 'Prices' })).toContain(
      'Sections with tables: "Quotas for rooms", "Quotas for the API".',
    )
    expect(await failure({ url: `${LAMP_URL}welcome.html` })).toMatch(/^SECTION_NOT_FOUND: .* has no tables\./)
    expect(await failure({ url: `${LAMP_URL}quota.html` })).toContain(quotas)
    expect(await failure({ guide: 'lantern-dg' })).toMatch(/^UNKNOWN_GUIDE: /)
  })

  test('answers words that no row holds with a hint, not a failure', async () => {
    const client = await connect(era, lamp.folder)
    const { structured, isError } = await call(client, 'search_table', { query: 'xyznonexistent' })
    expect(isError).toBe(false)
    expect(structured).toMatchObject({ results: [], hint: expect.stringContaining('search_documentation') })
  })
})
