import { expect, test } from 'vitest'
import type { CrawlSite } from '../crawl/crawl-site.ts'
import { LAMP_URL } from './lamp-site.ts'
import { call, ERAS, listRows, useLampIndex } from './mcp-setup.ts'
import { answerSearch, connectBeside, startTorchSite, TORCH } from './torch-site.ts'

const made = useLampIndex()

/** A live site and search beside the index, and a client of a server that may ask them. */
async function setUp(era: (typeof ERAS)[number], environment: Record<string, string> = {}) {
  const site = await startTorchSite()
  const client = await connectBeside(site, era, made.folder, environment)
  return { site, client }
}

const listAsked = (site: CrawlSite) => site.log.map(({ path }) => path)

test.each(ERAS)('over MCP (%s client) what the index lacks is found and read live, and marked so', async (era) => {
  const { site, client } = await setUp(era)
  const answer = await call(client, 'search_documentation', { search_phrase: 'beam of a torch' })
  expect(listRows(answer.structured, 'search_results').at(-1)).toMatchObject({ url: TORCH, source: 'live' })
  const again = await call(client, 'search_documentation', { search_phrase: 'beam of a torch' })
  expect(listRows(again.structured, 'search_results').at(-1)).toMatchObject({ url: TORCH, source: 'cache' })
  expect((await call(client, 'read_documentation', { url: TORCH, fresh: true })).text).toContain('· live, fetched')
  expect((await call(client, 'read_documentation', { url: TORCH })).text).toContain('· cache, fetched')
  expect(listAsked(site)).toEqual(['/search', '/robots.txt', '/torch/latest/dg/beam.html'])
})

test('over MCP a long passage of the live search is cut, and the code in it closed', async () => {
  const { site, client } = await setUp('newer')
  answerSearch(site, { title: 'Beam', suggestionBody: `Run:\n\n\`\`\`sh\n${'torch beam on\n'.repeat(80)}` })
  const { structured } = await call(client, 'search_documentation', { search_phrase: 'beam of a torch' })
  const context = String(listRows(structured, 'search_results').at(-1)?.context)
  expect(context).toMatch(/^Run:\n\n```sh\n(torch beam on\n)+[a-z ]* …\n```$/)
  expect(context.length).toBeLessThan(620)
})

test('over MCP the live search is asked once, however often a question is phrased', async () => {
  const { site, client } = await setUp('newer')
  const also_phrased = ['cone of light', 'lantern ray']
  await call(client, 'search_documentation', { search_phrase: 'beam of a torch', also_phrased })
  expect(listAsked(site)).toEqual(['/search'])
})

test('over MCP the second question after throttling asks nobody, and both answers say why', async () => {
  const { site, client } = await setUp('newer')
  site.files.set('/search', { status: 429, headers: { 'retry-after': '60' } })
  const first = await call(client, 'search_documentation', { search_phrase: 'torch beam' })
  expect(first.text).toContain('The live search was not used: the live search asked to slow down (429).')
  const second = await call(client, 'search_documentation', { search_phrase: 'torch lantern' })
  expect(second.text).toMatch(
    /The live search was not used: the site asked to slow down; it will be asked again after \d{4}/,
  )
  expect(listAsked(site)).toEqual(['/search'])
})

test('over MCP offline nothing is asked', async () => {
  const { site, client } = await setUp('newer', { AWS_DOCS_OFFLINE: '1' })
  const found = await call(client, 'search_documentation', { search_phrase: 'torch lantern' })
  expect(found.text).toContain('The live search was not used: this is offline mode.')
  const read = await call(client, 'read_documentation', { url: `${LAMP_URL}none.html`, fresh: true })
  expect(read).toMatchObject({ isError: true, text: expect.stringContaining('this is offline mode') })
  expect(site.log).toEqual([])
})

test('over MCP a live hit carries the language of its page, and not the one that was asked for', async () => {
  const { client } = await setUp('newer')
  const found = await call(client, 'search_documentation', { search_phrase: 'torch beam', locale: 'hi_in' })
  expect(listRows(found.structured, 'search_results').at(-1)).toMatchObject({ url: TORCH, locale: 'en_us' })
})
