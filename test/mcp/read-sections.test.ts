import { describe, expect, test } from 'vitest'
import { GUIDE } from '../crawl/crawl-site.ts'
import { LAMP_JA_URL, LAMP_URL, makeLampPage } from './lamp-site.ts'
import { call, connect, cutPageText, ERAS, useLampIndex } from './mcp-setup.ts'

/** Five sections of one title, and two titles that differ in signs only. */
const MANY = `<h1 class="topictitle" id="sdks">Lamp SDKs</h1><p>Lamps from code.</p>${['C++', 'C#', 'Java', 'Go', 'PHP']
  .map(
    (name, at) =>
      `<h2 id="sdk-${at}">${name}</h2><p>Lamps from ${name}.</p><h3 id="install-${at}">Install</h3><p>Get the ${name} parts.</p>`,
  )
  .join('')}`

const lamp = useLampIndex((site) => {
  const contents = `${GUIDE}toc-contents.json`
  const known = JSON.parse(String(site.files.get(contents))) as { contents: unknown[] }
  known.contents.push({ title: 'Lamp SDKs', href: 'sdks.html' })
  site.files.set(contents, JSON.stringify(known))
  site.files.set(`${GUIDE}sdks.html`, makeLampPage(MANY, 'en_us'))
})

describe.each(ERAS)('read_sections, asked by the %s client', (era) => {
  test('gives several sections in the order asked for, subsections included, each once', async () => {
    const client = await connect(era, lamp.folder)
    const { text, structured, isError } = await call(client, 'read_sections', {
      url: `${LAMP_URL}dimming.html`,
      section_titles: ['Errors', 'how a FADE goes on', 'dimming-stop'],
    })
    expect(isError).toBe(false)
    expect(structured).toBeUndefined()
    expect([...text.matchAll(/^#+ .*$/gm)].map(([line]) => line)).toEqual([
      '## Errors',
      '## How a fade goes on',
      '### Stopping a fade',
    ])
    expect(text).toContain(`[Dimming a lamp > Errors: ${LAMP_URL}dimming.html#dimming-errors]`)
  })

  test('finds an English section by its Japanese heading, and the other way round', async () => {
    const client = await connect(era, lamp.folder)
    const english = await call(client, 'read_sections', {
      url: `${LAMP_URL}dimming.html`,
      section_titles: ['フェードの停止'],
    })
    expect(english.text).toContain('### Stopping a fade')
    expect(english.text).toContain('asked for as "フェードの停止"')
    const japanese = await call(client, 'read_sections', {
      url: `${LAMP_JA_URL}dimming.html`,
      section_titles: ['Before you begin'],
    })
    expect(japanese.text).toContain('## 開始する前に')
  })

  test('gives every section of a title that occurs more than once, and one of them by the path that it printed', async () => {
    const client = await connect(era, lamp.folder)
    const read = async (title: string) => {
      const { text } = await call(client, 'read_sections', { url: `${LAMP_URL}sdks.html`, section_titles: title })
      return [...text.matchAll(/^\[(.*): https:\S*#(\S*)\]$/gm)].map(([, path = '', anchor = '']) => ({ path, anchor }))
    }
    const all = await read('install')
    expect(all.map(({ anchor }) => anchor)).toEqual([0, 1, 2, 3, 4].map((at) => `install-${at}`))
    for (const { path, anchor } of all)
      expect((await read(path.replace(/ \(asked for.*/, ''))).map((one) => one.anchor)).toEqual([anchor])
    expect((await read('C#')).map(({ anchor }) => anchor)).toEqual(['sdk-1'])
    expect((await read('c++')).map(({ anchor }) => anchor)).toEqual(['sdk-0'])
  })

  test('names every section of such a title where there is no space for all, and where each begins', async () => {
    const client = await connect(era, lamp.folder)
    const args = { url: `${LAMP_URL}sdks.html`, section_titles: ['Install'], max_length: 90 }
    const { text } = await call(client, 'read_sections', args)
    expect([...text.matchAll(/#install-(\d)\]/g)].map(([, at]) => at)).toEqual(['0', '1', '2', '3', '4'])
    expect(text.match(/\[Cut\. read_documentation with start_index=\d+ on /g)?.length).toBeGreaterThanOrEqual(3)
    expect(text).not.toMatch(/<page-text>\n#*\n<\/page-text>/)
  })

  test('names the closest sections for one that is unknown, beside those that are found', async () => {
    const client = await connect(era, lamp.folder)
    const { text, isError } = await call(client, 'read_sections', {
      url: `${LAMP_URL}dimming.html`,
      section_titles: ['Errors', 'Prices of bulbs'],
    })
    expect(isError).toBe(false)
    expect(text).toContain('## Errors')
    expect(text).toMatch(/No section "Prices of bulbs" here\. The closest: ".*", ".*", ".*"/)
  })

  test('answers with the outline when nothing matches', async () => {
    const client = await connect(era, lamp.folder)
    const { text, isError } = await call(client, 'read_sections', {
      url: `${LAMP_URL}dimming.html`,
      section_titles: 'Prices of bulbs',
    })
    expect(isError).toBe(true)
    expect(text).toMatch(/^SECTION_NOT_FOUND: /)
    expect(text).toContain('Dimming a lamp\n  Before you begin\n  How a fade goes on\n    Stopping a fade\n  Errors')
  })

  test('cuts at a paragraph within its budget, and says where the page goes on', async () => {
    const client = await connect(era, lamp.folder)
    const url = `${LAMP_URL}dimming.html`
    const { text } = await call(client, 'read_sections', {
      url,
      section_titles: ['How a fade goes on'],
      max_length: 1000,
    })
    const [, more = ''] = text.split('\n\n[Cut. ')
    const body = cutPageText(text)
    expect(body.length).toBeLessThanOrEqual(1000)
    expect(body).toMatch(/left out of the next step\.$/)
    const startIndex = Number(/start_index=(\d+) on https:/.exec(more)?.[1])
    const next = await call(client, 'read_documentation', { url, start_index: startIndex, max_length: 300 })
    expect(cutPageText(next.text)).toMatch(/^Step \d+ of the fade/)
  })
})
