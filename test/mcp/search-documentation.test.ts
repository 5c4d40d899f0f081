import { describe, expect, test } from 'vitest'
import { describeTooLong, LONGEST_QUERY } from '../../src/core/model/query-length.ts'
import { LAMP_URL } from './lamp-site.ts'
import { call, connect, ERAS, listRows, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()

describe.each(ERAS)('search_documentation, asked by the %s client', (era) => {
  test('gives the verbatim passage that answers, with its section, anchor and source', async () => {
    const client = await connect(era, lamp.folder)
    const { structured, text, isError } = await call(client, 'search_documentation', {
      search_phrase: 'LampTimeoutException: lamp did not report',
    })
    expect(isError).toBe(false)
    const [first] = listRows(structured, 'search_results')
    expect(first).toMatchObject({
      rank_order: 1,
      url: `${LAMP_URL}dimming.html#dimming-errors`,
      title: 'Dimming a lamp',
      section: 'Errors',
      product: 'Lamp',
      guide: 'Developer Guide',
      fetched_at: '2026-01-01',
    })
    expect(first?.context).toContain('`LampTimeoutException: lamp did not report` means that the lamp has no power.')
    expect(text).toContain(String(first?.context))
  })

  test('says of an address that it is one, and what reads it', async () => {
    const client = await connect(era, lamp.folder)
    const ask = (phrase: string) => call(client, 'search_documentation', { search_phrase: phrase })
    const page = `${LAMP_URL}dimming.html#dimming-errors`
    for (const phrase of [page, page.replace('https://', '')]) {
      const { structured, text } = await ask(phrase)
      expect(structured?.hint).toContain(`That is the address of a page: read_documentation with url ${page} reads it.`)
      expect(text).toContain('read_documentation with url')
    }
    expect((await ask(`${page} is what`)).text).not.toContain('the address of a page')
  })

  test('gives nothing twice, neither the anchor nor the language of most hits, but of each hit its section and source', async () => {
    const client = await connect(era, lamp.folder)
    const search = (args: object) => call(client, 'search_documentation', { search_phrase: 'dimming a lamp', ...args })
    const { structured, text } = await search({})
    for (const hit of listRows(structured, 'search_results')) {
      for (const known of ['anchor', 'locale', 'partition']) expect(hit).not.toHaveProperty(known)
      expect(hit.section).not.toBe('')
      expect(hit.source).toBe('index')
    }
    expect(structured).not.toHaveProperty('facet_counts')
    expect(text).toContain(' · en_us · index 2026-01-01')
    const japanese = await search({ locale: 'ja_jp' })
    expect(listRows(japanese.structured, 'search_results')[0]).toHaveProperty('locale', 'ja_jp')
  })

  test('takes the arguments of the published server, with null for those that were left out', async () => {
    const client = await connect(era, lamp.folder)
    const { structured, isError } = await call(client, 'search_documentation', {
      search_phrase: 'lamp colours',
      search_intent: null,
      limit: null,
      product_types: null,
      guide_types: null,
      locale: null,
    })
    expect(isError).toBe(false)
    const [first] = listRows(structured, 'search_results')
    expect(first?.url).toBe(`${LAMP_URL}colours.html#colours`)
    expect(structured).toMatchObject({
      facets: { product_types: ['Lamp'], guide_types: ['Developer Guide'] },
      query_id: expect.stringMatching(/^[0-9a-f]{16}$/),
    })
  })

  test('says when the guide that is asked about is not indexed, before the hits, and names it', async () => {
    const client = await connect(era, lamp.folder)
    const { structured, text } = await call(client, 'search_documentation', {
      search_phrase: 'rotate secrets in Secrets Manager when a lamp is on',
    })
    expect(structured).toMatchObject({ coverage: 'missing', missing_guides: ['secretsmanager-userguide'] })
    expect(text).toMatch(
      /^Coverage: missing\. Not in this index: AWS Secrets Manager User Guide; offline, .*"aws-docs-offline import FILE"/,
    )
    const unnamed = await call(client, 'search_documentation', { search_phrase: 'hosted UI redirect mismatch' })
    expect(unnamed.structured).toMatchObject({ missing_guides: ['cognito-dg'] })
    expect(unnamed.text).toContain(
      'This seems to be about something in the Amazon Cognito Developer Guide, which is not',
    )
    const found = await call(client, 'search_documentation', {
      search_phrase: 'LampTimeoutException: lamp did not report',
    })
    expect(found.structured).toMatchObject({ coverage: 'answered' })
    expect(found.text).not.toContain('Coverage')
  })

  test('narrows by a product that an earlier answer named', async () => {
    const client = await connect(era, lamp.folder)
    const search = (product: string) =>
      call(client, 'search_documentation', { search_phrase: 'dimming', product_types: [product] })
    expect((await search('Lamp')).structured?.search_results).not.toHaveLength(0)
    expect((await search('AWS lamp')).structured?.search_results).not.toHaveLength(0)
    const { text, isError } = await search('Lamps')
    expect(isError).toBe(true)
    expect(text).toMatch(/^UNKNOWN_GUIDE: No guide .* is of the product "Lamps"\. Did you mean "Lamp"/)
    const part = await call(client, 'search_documentation', {
      search_phrase: 'dimming',
      product_types: ['Lmap', 'Lamp'],
      guide_types: ['Developer Guide', 'Developers Guide'],
    })
    expect(part.structured?.search_results).not.toHaveLength(0)
    expect(part.structured?.hint).toContain('No indexed guide is of the product "Lmap".')
    expect(part.structured?.hint).toContain('No indexed guide has the title "Developers Guide".')
  })

  test.each([
    ['search_documentation', 'search_phrase'],
    ['search_table', 'query'],
  ])('%s refuses a query over the limit with the limit', async (tool, argument) => {
    const client = await connect(era, lamp.folder)
    const { text, isError } = await call(client, tool, { [argument]: 'x'.repeat(LONGEST_QUERY + 1) })
    expect([isError, text]).toEqual([true, `BAD_INPUT: ${describeTooLong(LONGEST_QUERY + 1)}`])
  })

  test('answers a language that does not exist with the ones that do', async () => {
    const client = await connect(era, lamp.folder)
    const { text, isError } = await call(client, 'search_documentation', { search_phrase: 'fade', locale: 'klingon' })
    expect(isError).toBe(true)
    expect(text).toMatch(/^BAD_INPUT: "klingon" is not a language .* Use one of en_us, ja_jp/)
  })

  test('takes the question in other words, as a list, as JSON, or none, and ranks by all of them', async () => {
    const client = await connect(era, lamp.folder)
    const first = async (also_phrased: unknown) => {
      const args = { search_phrase: 'make it darker slowly', search_intent: 'save power', also_phrased }
      const { structured, isError } = await call(client, 'search_documentation', args)
      expect(isError).toBe(false)
      return listRows(structured, 'search_results')[0]?.title
    }
    expect(await first(['lamp quotas', 'quotas for rooms'])).toBe('Lamp quotas')
    expect(await first('["lamp quotas", "quotas for rooms"]')).toBe('Lamp quotas')
    expect(await first('lamp quotas')).toBe('Lamp quotas')
    expect(await first(null)).toBe(await first([]))
    const { text, isError } = await call(client, 'search_documentation', {
      search_phrase: 'fade',
      also_phrased: ['1', '2', '3', '4', '5'],
    })
    expect([isError, text]).toEqual([true, expect.stringContaining('also_phrased')])
  })

  test('names the words that the phrase was understood by, when it was not asked in those', async () => {
    const client = await connect(era, lamp.folder)
    const { structured } = await call(client, 'search_documentation', {
      search_phrase: 'ランプのクォータ',
      locale: 'en_us',
    })
    expect(structured?.understood_as).toContain('quota')
    const plain = await call(client, 'search_documentation', { search_phrase: 'lamp colours' })
    expect(plain.structured).not.toHaveProperty('understood_as')
  })

  test('answers a wrong argument by naming it', async () => {
    const client = await connect(era, lamp.folder)
    const { text, isError } = await call(client, 'search_documentation', { search_phrase: 'fade', limit: 500 })
    expect(isError).toBe(true)
    expect(text).toContain('limit')
  })
})

test.each(ERAS)(
  'a question on cost is told where prices stand, beside what is billed, by the %s client',
  async (era) => {
    const client = await connect(era, lamp.folder)
    const { structured, text } = await call(client, 'search_documentation', {
      search_phrase: 'how is AWS Lambda billed',
    })
    expect(structured?.hint).toMatch(
      /Prices are not in the documentation.* https:\/\/aws\.amazon\.com\/lambda\/pricing\//,
    )
    expect(text).toContain('https://aws.amazon.com/lambda/pricing/')
    const table = await call(client, 'search_table', { query: 'what do brightness steps cost' })
    expect(table.structured?.hint).toContain('https://aws.amazon.com/pricing/')
    const quota = await call(client, 'search_table', { query: 'lamps per room' })
    expect(quota.text).not.toContain('Prices')
  },
)

test('without an index, search says which command makes one', async () => {
  const client = await connect('newer', `${lamp.folder}/nothing-here`)
  const { text, isError } = await call(client, 'search_documentation', { search_phrase: 'fade' })
  expect(isError).toBe(true)
  expect(text).toMatch(/^NO_INDEX: .*aws-docs-offline import FILE/)
})

test('a language of which nothing is indexed is said to be none, in the text and in the hint, of rows too', async () => {
  const client = await connect('newer', lamp.folder)
  const { structured, text } = await call(client, 'search_documentation', { search_phrase: 'dimming', locale: 'fr_fr' })
  const said = 'Nothing in this index is in French (fr_fr); its pages are given in '
  expect(structured?.hint).toContain(said)
  expect(text).toContain(said)
  const own = await call(client, 'search_documentation', { search_phrase: 'dimming a lamp', locale: 'ja_jp' })
  expect(own.text).not.toContain('Japanese (ja_jp)')
  const table = await call(client, 'search_table', { query: 'lamps per room', locale: 'fr_fr' })
  expect(table.structured?.hint).toMatch(/^No row of an indexed table in French \(fr_fr\) holds any of these words\./)
})
