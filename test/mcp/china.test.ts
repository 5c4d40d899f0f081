// The China partition over MCP: what a user of awslabs' server who has AWS_DOCUMENTATION_PARTITION=aws-cn sends, and
// both sites in one server.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { crawlBothSites } from '../crawl/both-sites.ts'
import { type CrawlSite, GUIDE, makePageHtml, makeTocJson, putGuide, startSite } from '../crawl/crawl-site.ts'
import { call, connect, ERAS, listRows } from './mcp-setup.ts'

const SERVICES = '/en_us/aws/latest/userguide/'
const CHINA_URL = `https://docs.amazonaws.cn/en_us${GUIDE}a.html`
const HERE_URL = `https://docs.aws.amazon.com${GUIDE}a.html`
const IN_CHINA = { AWS_DOCUMENTATION_PARTITION: 'aws-cn' }

let folder = ''

function putChina(china: CrawlSite): void {
  china.files.set(`/en_us${GUIDE}toc-contents.json`, makeTocJson(['a']))
  china.files.set(`/en_us${GUIDE}a.html`, makePageHtml('Page a', 'A lantern burns kerosene in the Beijing Region.'))
  const service = (title: string, href: string) => ({ title, href })
  china.files.set(
    `${SERVICES}toc-contents.json`,
    JSON.stringify({
      contents: [
        service('Welcome', 'welcome.html'),
        {
          ...service('Services', 'services.html'),
          contents: [
            service('Made-up Lamp', 'lamp.html'),
            service('Made-up Torch', 'torch.html'),
            service('Services Unsupported in China', 'unsupported.html'),
          ],
        },
      ],
    }),
  )
  china.files.set(`${SERVICES}services.html`, makePageHtml('Services', 'Which services the China Regions have.'))
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mcp-china-'))
  const [site, china] = [await startSite(), await startSite()]
  putGuide(site, ['a'])
  site.files.set(`${GUIDE}a.html`, makePageHtml('Page a', 'A lantern burns paraffin in every Region.'))
  putChina(china)
  await crawlBothSites(folder, { site, china })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A server that may ask a China site, on an empty index. */
async function connectLive(environment: Record<string, string>) {
  const china = await startSite()
  putChina(china)
  const data = mkdtempSync(join(tmpdir(), 'mcp-china-live-'))
  onTestFinished(async () => {
    await china.close()
    await rm(data, { recursive: true, force: true })
  })
  const client = await connect('newer', data, {
    AWS_DOCS_OFFLINE: '0',
    AWS_DOCS_ORIGIN: china.origin,
    AWS_DOCS_CN_ORIGIN: china.origin,
    ...environment,
  })
  return { china, client }
}

test.each(ERAS)('a hit and a page say that they are of the China site (%s client)', async (era) => {
  const client = await connect(era, folder)
  const both = await call(client, 'search_documentation', { search_phrase: 'what a lantern burns' })
  const sites = listRows(both.structured, 'search_results').map(({ url, partition }) => [
    String(url).slice(8, 26),
    partition,
  ])
  expect(sites.sort()).toEqual([
    ['docs.amazonaws.cn/', 'aws-cn'],
    ['docs.aws.amazon.co', undefined],
  ])
  const one = await call(client, 'search_documentation', { search_phrase: 'what a lantern burns', partition: 'aws-cn' })
  expect(listRows(one.structured, 'search_results').map(({ partition }) => partition)).toEqual(['aws-cn'])
  expect(one.text).toContain('· en_us · aws-cn · index')
  const page = await call(client, 'read_documentation', { url: CHINA_URL })
  expect(page.text).toMatch(/^\[https:\/\/docs\.amazonaws\.cn\/en_us\/lamp.* · en_us · aws-cn · index,/)
  expect(page.text).toContain('kerosene')
  expect((await call(client, 'read_documentation', { url: HERE_URL })).text).toContain('paraffin')
  const guides = await call(client, 'list_guides', { query: 'lamp' })
  expect(listRows(guides.structured, 'guides').map(({ id, partition, url }) => [id, partition, url])).toEqual([
    ['lamp-dg', undefined, `https://docs.aws.amazon.com${GUIDE}`],
    ['lamp-dg-cn', 'aws-cn', `https://docs.amazonaws.cn/en_us${GUIDE}`],
  ])
})

test('pages of both sites are resources of different addresses', async () => {
  const client = await connect('newer', folder)
  const { resources } = await client.listResources()
  const uris = resources.map(({ uri }) => uri).filter((uri) => uri.endsWith('a.html'))
  expect(uris.sort()).toEqual(['awsdocs://aws-cn.en_us/lamp/latest/dg/a.html', 'awsdocs://en_us/lamp/latest/dg/a.html'])
  const { contents } = await client.readResource({ uri: 'awsdocs://aws-cn.en_us/lamp/latest/dg/a.html' })
  expect(JSON.stringify(contents)).toContain('kerosene')
})

test('addresses of both sites are completed from what is indexed', async () => {
  const client = await connect('newer', folder)
  const prompt = async (value: string) =>
    (
      await client.complete({
        ref: { type: 'ref/prompt', name: 'explain_page' },
        argument: { name: 'heading_or_url', value },
      })
    ).completion.values
  expect(await prompt('https://docs.amazonaws.cn/en_us/la')).toEqual([CHINA_URL])
  expect(await prompt('https://docs.aws.amazon.com/la')).toEqual([HERE_URL])
  const part = async (name: string, value: string, known: Record<string, string>) =>
    (
      await client.complete({
        ref: { type: 'ref/resource', uri: 'awsdocs://{locale}/{service}/{version}/{guide}/{+page}' },
        argument: { name, value },
        context: { arguments: known },
      })
    ).completion.values
  expect(await part('locale', 'aws', {})).toEqual(['aws-cn.en_us'])
  const known = { locale: 'aws-cn.en_us', service: 'lamp', version: 'latest', guide: 'dg' }
  expect(await part('page', '', known)).toEqual(['a.html'])
})

test.each(ERAS)('set to aws-cn, the %s client searches that site alone unless it asks for the other', async (era) => {
  const client = await connect(era, folder, IN_CHINA)
  expect(client.getInstructions()).toContain('get_available_services')
  const there = await call(client, 'search_documentation', { search_phrase: 'what a lantern burns' })
  expect(listRows(there.structured, 'search_results').map(({ partition }) => partition)).toEqual(['aws-cn'])
  const here = await call(client, 'search_documentation', { search_phrase: 'what a lantern burns', partition: 'aws' })
  expect(listRows(here.structured, 'search_results').map(({ url }) => String(url).replace(/#.*/, ''))).toEqual([
    HERE_URL,
  ])
})

test('set to aws-cn, the services of the China Regions are listed with their pages; else there is no such tool', async () => {
  const { china, client } = await connectLive(IN_CHINA)
  const { isError, text } = await call(client, 'get_available_services', {})
  expect(isError).toBe(false)
  expect(text).toMatch(/^\[https:\/\/docs\.amazonaws\.cn\/en_us\/aws\/latest\/userguide\/services\.html · /)
  expect(text).toContain('Which services the China Regions have.')
  expect(text).toContain('- [Made-up Torch](https://docs.amazonaws.cn/en_us/aws/latest/userguide/torch.html)')
  expect(text).not.toContain('unsupported.html')
  expect(china.log.map(({ path }) => path)).toEqual([
    '/robots.txt',
    `${SERVICES}services.html`,
    `${SERVICES}toc-contents.json`,
  ])
  for (const environment of [{}, { AWS_DOCUMENTATION_PARTITION: 'aws' }]) {
    const { tools } = await (await connect('newer', folder, environment)).listTools()
    expect(tools.map(({ name }) => name)).not.toContain('get_available_services')
  }
})

test('what awslabs’ server is sent is answered: a URL of the China site, with the arguments that it takes', async () => {
  const { client } = await connectLive(IN_CHINA)
  const { isError, text } = await call(client, 'read_documentation', {
    url: CHINA_URL,
    max_length: 5000,
    start_index: 0,
  })
  expect(isError).toBe(false)
  expect(text).toContain('· aws-cn · live, fetched')
  expect(text).toContain('kerosene')
})

test('offline and not indexed, the list of services is a tool error that says how its guide can come without a network', async () => {
  const client = await connect('newer', folder, IN_CHINA)
  const { isError, text } = await call(client, 'get_available_services', {})
  expect(isError).toBe(true)
  expect(text).toContain('https://docs.amazonaws.cn/en_us/aws/latest/userguide/services.html is not in the index')
  expect(text).toContain('aws-docs-offline import FILE')
})

test('a partition that there is not stops the server with the names of those that there are', async () => {
  await expect(connect('newer', folder, { AWS_DOCUMENTATION_PARTITION: 'aws-moon' })).rejects.toThrow('aws-moon')
})
