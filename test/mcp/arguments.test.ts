// Arguments as models send them: the same call in other types is the same call, and what a tool does not know is said.

import { describe, expect, test } from 'vitest'
import { LAMP_URL } from './lamp-site.ts'
import { type Connection, call, connect, ERAS, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()
const URL = `${LAMP_URL}dimming.html`

/** Each beside the plain call that it stands for. */
const SAME: readonly (readonly [tool: string, plain: Record<string, unknown>, sent: Record<string, unknown>])[] = [
  [
    'search_documentation',
    { search_phrase: 'fade', limit: 2, product_types: ['Lamp'], guide_types: ['Developer Guide'], locale: 'en_us' },
    {
      search_phrase: ['fade'],
      limit: '2',
      product_types: 'Lamp',
      guide_types: '["Developer Guide"]',
      locale: ['en_us'],
    },
  ],
  [
    'search_documentation',
    { search_phrase: 'fade', limit: 2, max_tokens: 2000, partition: 'aws' },
    { searchPhrase: 'fade', limit: '2.0', max_tokens: '2,000', partition: 'AWS', search_intent: '', locale: 'null' },
  ],
  [
    'read_documentation',
    { url: URL, max_length: 500, start_index: 100, fresh: false },
    { url: [URL], max_length: '500', startIndex: ['100'], fresh: 'False' },
  ],
  ['read_documentation', { url: `${URL} ${LAMP_URL}quotas.html` }, { url: [URL, `${LAMP_URL}quotas.html`] }],
  ['read_documentation', { url: `${URL} ${LAMP_URL}quotas.html` }, { url: `["${URL}", "${LAMP_URL}quotas.html"]` }],
  [
    'read_sections',
    { url: URL, section_titles: ['Errors', 'Before you begin'], max_length: 900 },
    { url: `["${URL}"]`, section_titles: "['Errors', 'Before you begin']", max_length: '900' },
  ],
  ['read_sections', { url: URL, section_titles: ['Errors'] }, { url: URL, section_titles: 'Errors', max_length: null }],
  [
    'search_table',
    { query: 'rooms', url: `${LAMP_URL}quotas.html`, max_rows: 1, max_length: 900 },
    {
      query: 'rooms',
      url: [`${LAMP_URL}quotas.html`],
      max_rows: '1',
      max_length: ' 900 ',
      guide: '',
      section_title: null,
    },
  ],
  ['recommend', { url: URL, limit: 2 }, { url: [URL], limit: '2' }],
  ['list_guides', { query: 'lamp' }, { query: ['lamp'] }],
  ['list_guides', {}, { query: null }],
  [
    'whats_changed',
    { guide: 'lamp-dg', since: '2025-01-01', limit: 3 },
    { guide: ['lamp-dg'], since: ['2025-01-01'], limit: '3' },
  ],
]

describe.each(ERAS)('with the %s client', (era) => {
  test.each(SAME)('%s %j is understood from %j', async (tool, plain, sent) => {
    const client = await connect(era, lamp.folder)
    const [expected, given] = [await call(client, tool, plain), await call(client, tool, sent)]
    expect(expected.isError).toBe(false)
    expect(given.isError).toBe(false)
    expect([given.text, given.structured]).toEqual([expected.text, expected.structured])
  })

  test.each([
    ['search_documentation', { search_phrase: 'fade', max_results: 3 }, '"max_results" was ignored', '"limit"'],
    ['search_documentation', { search_phrase: 'fade', languge: 'ja' }, '"languge" was ignored', '"locale"'],
    ['search_documentation', { search_phrase: 'fade', product: 'Lamp' }, '"product" was ignored', '"product_types"'],
    ['read_documentation', { url: URL, offset: 5 }, '"offset" was ignored', '"start_index"'],
    ['read_sections', { url: URL, section_titles: ['Errors'], max_tokns: 9 }, '"max_tokns" was', '"max_length"'],
    ['search_table', { query: 'rooms', limit: 1 }, '"limit" was ignored', '"max_rows"'],
    ['read_documentation', { url: URL, zebra: 5 }, '"zebra" was ignored', 'takes url, max_length, start_index, fresh'],
    ['recommend', { url: URL, limits: 1 }, '"limits" was ignored', '"limit"'],
    ['list_guides', { qurey: 'lamp' }, '"qurey" was ignored', '"query"'],
    ['whats_changed', { guides: 'lamp-dg' }, '"guides" was ignored', '"guide"'],
  ])('%s says of %j that an argument is unknown, and which is nearest', async (tool, args, said, nearest) => {
    const { text, structured, isError } = await call(await connect(era, lamp.folder), tool, args)
    expect(isError).toBe(false)
    expect(text).toContain(said)
    expect(text).toContain(nearest)
    if (structured) expect(structured.notice).toContain(said)
  })
})

test.each([
  ['search_documentation', { search_phrase: '' }, /search_phrase.* is empty\. Expected: What to look for, .*Example/],
  ['search_documentation', { search_phrase: '  ' }, /search_phrase.* is empty\./],
  ['search_documentation', { searchPhrase: null }, /search_phrase.* is empty\./],
  ['search_documentation', {}, /search_phrase.* is missing\. Expected: What to look for, /],
  ['read_documentation', { url: '' }, /url.* is empty\. Expected: URL or path of a page/],
  ['read_documentation', { url: ' ' }, /url.* is empty\./],
  ['read_documentation', { url: [] }, /url.* is empty\./],
  ['read_sections', { url: URL, section_titles: [] }, /section_titles.* is empty\. Expected: Titles or anchors/],
  ['read_sections', { url: URL, section_titles: ['', ' '] }, /section_titles.* is empty\./],
  ['read_sections', { url: '', section_titles: ['Errors'] }, /url.* is empty\. Expected: URL or path of a page/],
  ['search_table', { query: '' }, /query.* is empty\. Expected: /],
  ['recommend', { url: '' }, /url.* is empty\. Expected: /],
] as const)('%s says of %j that what it must have is empty or missing', async (tool, args, said) => {
  const { text, isError } = await call(await connect('newer', lamp.folder), tool, args)
  expect(isError).toBe(true)
  expect(text).toMatch(said)
  expect(text).not.toContain('undefined')
})

test('a required argument under another name is an error that names both', async () => {
  const client: Connection = await connect('newer', lamp.folder)
  const { text, isError } = await call(client, 'search_documentation', { query: 'fade' })
  expect(isError).toBe(true)
  expect(text).toContain('search_phrase')
  expect(text).toContain('"query" was ignored: it is no argument of this tool. The nearest is "search_phrase".')
})

test('what is wrong and what was ignored are sentences of their own', async () => {
  const { text } = await call(await connect('newer', lamp.folder), 'recommend', { page: URL })
  expect(text).toContain('welcome.html". "page" was ignored: it is no argument of this tool. The nearest is "url".')
})

test('no argument is the nearest that was given by its own name', async () => {
  const client = await connect('newer', lamp.folder)
  const { text } = await call(client, 'search_documentation', { search_phrase: 'fade', topics: ['general'] })
  expect(text).toContain('"topics" was ignored: it is no argument of this tool, which takes search_phrase, ')
})

test('a question that is a list in JSON stays as it was pasted', async () => {
  const client = await connect('newer', lamp.folder)
  const { structured } = await call(client, 'search_table', { query: '["s3:GetObject"]' })
  expect(structured?.query).toBe('["s3:GetObject"]')
})
