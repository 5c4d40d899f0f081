import { describe, expect, test } from 'vitest'
import { LAMP_URL } from './lamp-site.ts'
import { call, connect, cutPageText, ERAS, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()

describe.each(ERAS)('read_documentation, asked by the %s client', (era) => {
  test('gives a page as Markdown text only, with its source and age first', async () => {
    const client = await connect(era, lamp.folder)
    const { text, structured, isError } = await call(client, 'read_documentation', { url: `${LAMP_URL}quotas.html` })
    expect(isError).toBe(false)
    expect(structured).toBeUndefined()
    expect(text).toMatch(
      /^\[https:\/\/docs\.aws\.amazon\.com\/lamp\/latest\/dg\/quotas\.html · Lamp Developer Guide · en_us · index, fetched 2026-01-01 /,
    )
    expect(text).toContain('| Brightness steps | 256 steps | No |')
  })

  test('gives a long page in windows that join without loss, each but the last saying how to go on', async () => {
    const client = await connect(era, lamp.folder)
    const url = `${LAMP_URL}dimming.html`
    const windows: string[] = []
    let start: number | undefined = 0
    while (start !== undefined && windows.length < 20) {
      const { text } = await call(client, 'read_documentation', { url, max_length: 2000, start_index: start })
      windows.push(cutPageText(text))
      expect(text).toContain('Sections (start_index: title):')
      const next = /Go on with start_index=(\d+) on https:/.exec(text)?.[1]
      start = next === undefined ? undefined : Number(next)
    }
    const { text: whole } = await call(client, 'read_documentation', { url, max_length: 40_000 })
    expect(windows.length).toBeGreaterThan(3)
    expect(windows.join('\n\n')).toBe(cutPageText(whole))
  })

  test('takes an anchor, a path without .html, and the budget of a client that asks for everything', async () => {
    const client = await connect(era, lamp.folder)
    const { text } = await call(client, 'read_documentation', {
      url: '/lamp/latest/dg/dimming#dimming-errors',
      max_length: 999_999,
      start_index: null,
    })
    expect(cutPageText(text)).toMatch(/^## Errors\n/)
  })

  test('says that an anchor is on no section of the page, and that nothing stands beyond its end', async () => {
    const client = await connect(era, lamp.folder)
    const read = (url: string, more = {}) => call(client, 'read_documentation', { url: `${LAMP_URL}${url}`, ...more })
    const { text } = await read('dimming.html#nosuchanchor')
    expect(text).toContain('The page has no section #nosuchanchor, so it is read from its beginning.')
    expect(text).not.toContain('dimming.html#nosuchanchor')
    expect(cutPageText(text)).toMatch(/^# Dimming a lamp\n/)
    // Linked to by the page itself, where the site has the anchor on a cell.
    expect((await read('actions.html#lamp-colour')).text).toContain('The page has no section #lamp-colour, ')
    for (const url of ['dimming.html', 'dimming.html#dimming-errors', 'dimming.html#Dimming-Errors'])
      expect((await read(url)).text).not.toContain('has no section')
    const beyond = await read('dimming.html', { start_index: 99_999_999 })
    expect(beyond.isError).toBe(false)
    expect(beyond.text).toMatch(/No more content available\. The page has \d+ characters, and none at 99999999\./)
  })

  test('reads several pages in one call, and says of each that it lacks what to do', async () => {
    const client = await connect(era, lamp.folder)
    const { text, isError } = await call(client, 'read_documentation', {
      url: [`${LAMP_URL}welcome.html`, `${LAMP_URL}colors.html`, `${LAMP_URL}pricing.html`],
    })
    expect(isError).toBe(false)
    expect(text).toContain('# What is Lamp?')
    expect(text).toContain('# How Lamp is billed')
    expect(text).toMatch(
      /PAGE_NOT_FOUND: .*colors\.html is not in the index.* The nearest indexed pages: .*colours\.html/,
    )
    expect(text.indexOf('# What is Lamp?')).toBeLessThan(text.indexOf('PAGE_NOT_FOUND'))
  })

  test('fails with the nearest pages when a page is not there, and with what can be read when it is none', async () => {
    const client = await connect(era, lamp.folder)
    const missing = await call(client, 'read_documentation', { url: `${LAMP_URL}colors.html` })
    expect(missing.isError).toBe(true)
    expect(missing.text).toContain('colours.html')
    const foreign = await call(client, 'read_documentation', { url: 'https://example.com/page.html' })
    expect(foreign.isError).toBe(true)
    expect(foreign.text).toMatch(/^OUT_OF_SCOPE: .*Give the URL of a page/)
  })
})

test('ten pages share what one answer may hold, and an eleventh is refused', async () => {
  const client = await connect('newer', lamp.folder)
  const urls = (count: number) => new Array(count).fill(`${LAMP_URL}dimming.html`)
  const { text, isError } = await call(client, 'read_documentation', { url: urls(10), max_length: 40_000 })
  expect(isError).toBe(false)
  expect(text.length).toBeLessThan(50_000)
  expect((await call(client, 'read_documentation', { url: urls(11) })).isError).toBe(true)
})
