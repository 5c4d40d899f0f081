// Walking the contents of a guide by list_guides, as a model would.

import { describe, expect, test } from 'vitest'
import { GUIDE } from '../crawl/crawl-site.ts'
import { LAMP_JA_URL, LAMP_URL, makeLampPage } from './lamp-site.ts'
import { type Connection, call, connect, ERAS, listRows, useLampIndex } from './mcp-setup.ts'

const BULBS = 70

const lamp = useLampIndex((site) => {
  const contents = `${GUIDE}toc-contents.json`
  const known = JSON.parse(String(site.files.get(contents))) as { contents: unknown[] }
  const bulbs = Array.from({ length: BULBS }, (_, at) => ({ title: `Bulb ${at}`, href: `bulb-${at}.html` }))
  for (const { title, href } of bulbs)
    site.files.set(`${GUIDE}${href}`, makeLampPage(`<h1 id="b">${title}</h1><p>${title} is round.</p>`, 'en_us'))
  site.files.set(`${GUIDE}bulbs.html`, makeLampPage('<h1 id="b">Bulbs</h1><p>All bulbs.</p>', 'en_us'))
  known.contents.push({ title: 'Bulbs', href: 'bulbs.html', contents: bulbs })
  site.files.set(contents, JSON.stringify(known))
})

async function readContents(client: Connection, args: Record<string, unknown>) {
  const { text, structured, isError } = await call(client, 'list_guides', args)
  return { text, structured, isError, rows: listRows(structured, 'contents') }
}

describe.each(ERAS)('list_guides with contents_of, asked by the %s client', (era) => {
  test('gives the top of the guide, and from each chapter with pages what is below it', async () => {
    const client = await connect(era, lamp.folder)
    const top = await readContents(client, { contents_of: 'lamp-dg' })
    expect(top.text).toContain(`Pages of ${LAMP_URL}`)
    expect(top.text).toContain('- Bulbs: bulbs.html (70 below)')
    expect(listRows(top.structured, 'guides')).toMatchObject([{ id: 'lamp-dg', locale: 'en_us', url: LAMP_URL }])
    const chapter = top.rows.find(({ title }) => title === 'Using lamps')
    const below = await readContents(client, { contents_of: `${LAMP_URL}${chapter?.page}` })
    expect(below.rows.map(({ page }) => page)).toEqual(['dimming.html', 'colours.html'])
    expect(below.text).toContain('below Using lamps')
    const { text } = await call(client, 'read_documentation', { url: `${LAMP_URL}${below.rows[0]?.page}` })
    expect(text).toContain('# Dimming a lamp')
  })

  test('goes on where it ended, however it is asked, until all were given', async () => {
    const client = await connect(era, lamp.folder)
    const pages: unknown[] = []
    for (let start: string | undefined = '0'; start !== undefined; ) {
      const args = { contents_of: [`${LAMP_URL}bulbs.html`], start_index: start }
      const { rows, structured, text } = await readContents(client, args)
      expect(text).toContain(String(structured?.hint))
      pages.push(...rows.map(({ page }) => page))
      start = /start_index=(\d+)/.exec(String(structured?.hint))?.[1]
    }
    expect(pages).toEqual(Array.from({ length: BULBS }, (_, at) => `bulb-${at}.html`))
  })

  test('answers in the language that is asked for, by locale or by address', async () => {
    const client = await connect(era, lamp.folder)
    for (const args of [{ contents_of: 'lamp-dg', locale: 'ja' }, { contents_of: `${LAMP_JA_URL}dimming.html` }]) {
      const { rows, text } = await readContents(client, args)
      expect(rows).toEqual([{ title: 'ランプの調光', page: 'dimming.html', level: 1, pages_below: 0 }])
      expect(text).toContain(`Pages of ${LAMP_JA_URL}`)
      expect(text).toContain('indexed in en_us too')
    }
  })

  test('finds entries by words, and says where there are none', async () => {
    const client = await connect(era, lamp.folder)
    const { rows } = await readContents(client, { contents_of: 'lamp-dg', query: 'bulb 69' })
    expect(rows.map(({ page }) => page)).toEqual(['bulb-69.html'])
    const none = await readContents(client, { contents_of: 'lamp-dg', query: 'zebra' })
    expect(none.text).toContain('No entry of the contents holds all of these words.')
    const after = await readContents(client, { contents_of: 'lamp-dg', start_index: 999 })
    expect(after.text).toMatch(/The contents end at entry \d+\./)
  })

  test('of a guide that is not there, or a page that is not in them, says what is', async () => {
    const client = await connect(era, lamp.folder)
    const unknown = await readContents(client, { contents_of: 'lmap-dg' })
    expect(unknown.isError).toBe(true)
    expect(unknown.text).toMatch(/^UNKNOWN_GUIDE: .*"lamp-dg"/)
    const absent = await readContents(client, { contents_of: `${LAMP_URL}absent.html` })
    expect(absent.text).toMatch(/^PAGE_NOT_FOUND: "absent\.html" is not in the contents/)
  })
})

test('within a ceiling the contents keep to it, and going on loses nothing', async () => {
  const client = await connect('newer', lamp.folder, { AWS_DOCS_MAX_TOKENS: '600' })
  const pages: unknown[] = []
  let start: string | undefined = '0'
  for (let calls = 0; start !== undefined && calls < 60; calls++) {
    const { rows, structured } = await readContents(client, {
      contents_of: `${LAMP_URL}bulbs.html`,
      start_index: start,
    })
    pages.push(...rows.map(({ page }) => page))
    start = /start_index=(\d+)/.exec(String(structured?.hint))?.[1]
  }
  expect(pages).toEqual(Array.from({ length: BULBS }, (_, at) => `bulb-${at}.html`))
})
