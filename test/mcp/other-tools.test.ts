import { describe, expect, test } from 'vitest'
import { LAMP_URL } from './lamp-site.ts'
import { call, connect, ERAS, listRows, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()

describe.each(ERAS)('asked by the %s client', (era) => {
  test('recommend names related pages with the reasons, and links them as resources', async () => {
    const client = await connect(era, lamp.folder)
    const { structured, text, content } = await call(client, 'recommend', { url: `${LAMP_URL}dimming.html` })
    const reasons = new Map(listRows(structured, 'result').map(({ url, reasons }) => [url, reasons]))
    expect(reasons.get(`${LAMP_URL}colours.html`)).toEqual(
      expect.arrayContaining(['next in order', 'same chapter', 'links here']),
    )
    expect(reasons.get(`${LAMP_URL}using.html`)).toEqual(expect.arrayContaining(['chapter overview']))
    expect(reasons.has(`${LAMP_URL}dimming.html`)).toBe(false)
    expect(text).toContain('Colours of a lamp (')
    expect(content).toContainEqual(
      expect.objectContaining({ type: 'resource_link', uri: 'awsdocs://en_us/lamp/latest/dg/colours.html' }),
    )
  })

  test('recommend fails with the nearest pages for one that is not indexed', async () => {
    const client = await connect(era, lamp.folder)
    const { text, isError } = await call(client, 'recommend', { url: `${LAMP_URL}colors.html` })
    expect(isError).toBe(true)
    expect(text).toContain(`${LAMP_URL}colours.html`)
  })

  test('list_guides says what is indexed in which language, and what can be harvested with which command', async () => {
    const client = await connect(era, lamp.folder)
    const { structured, text } = await call(client, 'list_guides', { query: null })
    expect(listRows(structured, 'guides')).toEqual([
      expect.objectContaining({ id: 'lamp-dg', product: 'Lamp', locale: 'en_us', pages: 7, failed: 0 }),
      expect.objectContaining({ id: 'lamp-dg', locale: 'ja_jp', pages: 1 }),
    ])
    expect(listRows(structured, 'available')).toHaveLength(10)
    expect(text).toContain('more guides are in the catalog; a query finds them. Offline, guides come as bundles')
    const lambda = await call(client, 'list_guides', { query: 'lambda developer' })
    expect(lambda.text).toContain('aws-docs-offline pull lambda-dg --from FOLDER --trust KEY')
    const kana = await call(client, 'list_guides', { query: 'ラムダ 開発者ガイド' })
    expect(listRows(kana.structured, 'available')).toMatchObject([{ id: 'lambda-dg' }])
    const unknown = await call(client, 'list_guides', { query: 'lamda-dg' })
    expect(listRows(unknown.structured, 'available')[0]?.id).toBe('lambda-dg')
  })

  test('whats_changed tells "nothing changed" from "nobody was looking"', async () => {
    const client = await connect(era, lamp.folder)
    const { structured, text, isError } = await call(client, 'whats_changed', { since: '2025-06-01' })
    expect(isError).toBe(false)
    expect(structured).toMatchObject({ since: '2025-06-01T00:00:00.000Z', total: 0, changes: [] })
    expect(text).toBe(
      'No change is recorded since 2025-06-01.\n\n' +
        'The record goes back to 2026-01-01; what changed before is not known.',
    )
    const future = await call(client, 'whats_changed', { since: '2130-01-01' })
    expect(future.text).toContain('2130-01-01 is in the future: nothing has changed since then.')
    expect(future.structured?.hint).toContain('is in the future')
    expect((await call(client, 'whats_changed', { locale: 'fr_fr' })).text).toContain(
      'Nothing is indexed in French (fr_fr), so nothing is known of changes.',
    )
    const wrong = await call(client, 'whats_changed', { since: 'last spring' })
    expect(wrong.isError).toBe(true)
    expect(wrong.text).toContain('Write "30d"')
    expect((await call(client, 'whats_changed', { since: '2026-02-31' })).isError).toBe(true)
    expect((await call(client, 'whats_changed', { guide: 'lantern-dg' })).text).toMatch(/^UNKNOWN_GUIDE: /)
  })
})
