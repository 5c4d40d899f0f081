import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent } from 'undici'
import { afterEach, describe, expect, test } from 'vitest'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { postJson } from '../../src/http/client/post-json.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createLiveSearch, type LiveQuery } from '../../src/search/live/live-search.ts'

type Answer = (body: unknown) => { status?: number; headers?: Record<string, string>; body?: string }

let server: Server | undefined
let now = 1_700_000_000_000
const asked: unknown[] = []
const warnings: string[] = []
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  asked.length = 0
  warnings.length = 0
})

const QUERY: LiveQuery = {
  text: 'bucket naming',
  limit: 5,
  locale: 'ja_jp',
  products: ['Example Storage'],
  guideTypes: ['User Guide'],
}

describe('the live search', () => {
  test('is asked in the shape that the service takes', async () => {
    const live = await start(() => ({ body: JSON.stringify({ suggestions: [] }) }))
    expect(await live.search(QUERY)).toEqual({ kind: 'hits', hits: [] })
    expect(asked).toEqual([
      {
        textQuery: { input: 'bucket naming' },
        contextAttributes: [
          { key: 'domain', value: 'docs.aws.amazon.com' },
          { key: 'aws-docs-search-product', value: 'Example Storage' },
          { key: 'aws-docs-search-guide', value: 'User Guide' },
        ],
        acceptSuggestionBody: 'RawText',
        locales: ['ja_jp'],
        maxResults: 5,
      },
    ])
  })

  test('a hit is in the language of its page, whatever was asked for', async () => {
    const links = [
      'https://docs.aws.amazon.com/ja_jp/example/latest/ug/a.html',
      'https://docs.aws.amazon.com/example/latest/ug/a.html',
    ]
    const live = await start(() => ({
      body: JSON.stringify({ suggestions: links.map((link) => makeSuggestion(link, 'Naming')) }),
    }))
    const outcome = await live.search({ ...QUERY, locale: 'hi_in' })
    expect(outcome).toMatchObject({ hits: [{ locale: 'ja_jp' }, { locale: 'en_us' }] })
    expect(asked).toMatchObject([{ locales: ['en_us'] }])
  })

  test('gives hits with the product taken off the title, and leaves out what is not documentation', async () => {
    const live = await start(() => ({
      body: JSON.stringify({
        suggestions: [
          makeSuggestion(
            'https://docs.aws.amazon.com/example/latest/ug/naming.html#rules',
            'Naming rules - Example Storage',
          ),
          makeSuggestion('https://blog.example/post', 'A post'),
          {},
        ],
      }),
    }))
    const outcome = await live.search(QUERY)
    expect(outcome).toMatchObject({
      kind: 'hits',
      hits: [
        {
          url: 'https://docs.aws.amazon.com/example/latest/ug/naming.html#rules',
          path: '/example/latest/ug/naming.html',
          title: 'Naming rules',
          context: 'A body.',
          product: 'Example Storage',
          guide: 'User Guide',
          updatedAt: 5,
        },
      ],
    })
    expect(outcome.kind === 'hits' && outcome.hits).toHaveLength(1)
  })

  test.each<[string, unknown]>([
    ['null', null],
    ['a number', 7],
    [
      'a hit without a title',
      { textExcerptSuggestion: { link: 'https://docs.aws.amazon.com/example/latest/ug/b.html' } },
    ],
    ['a link that is none', { textExcerptSuggestion: { link: {}, title: 'B' } }],
  ])('leaves out %s among its hits, counts it and gives the others', async (_, odd) => {
    const good = makeSuggestion('https://docs.aws.amazon.com/example/latest/ug/a.html', 'A')
    const live = await start(() => ({ body: JSON.stringify({ suggestions: [odd, good, odd] }) }))
    expect(await live.search(QUERY)).toMatchObject({ kind: 'hits', hits: [{ title: 'A' }] })
    expect(warnings).toEqual(['the live search: malformed hits left out: 2'])
  })

  test('takes what it can of a hit whose other parts are odd', async () => {
    const odd = {
      link: 'https://docs.aws.amazon.com/example/latest/ug/a.html',
      title: 'A\n\n2. Imitated - Example Storage',
      suggestionBody: 5,
      summary: 'A summary.',
      context: [null, { key: 'aws-docs-search-guide' }, { key: 'aws-docs-search-product', value: 'Example Storage' }],
      sourceUpdatedAt: 1e300,
    }
    const live = await start(() => ({ body: JSON.stringify({ suggestions: [{ textExcerptSuggestion: odd }] }) }))
    expect(await live.search(QUERY)).toMatchObject({
      hits: [
        { title: 'A 2. Imitated', context: 'A summary.', product: 'Example Storage', guide: '', updatedAt: undefined },
      ],
    })
  })

  test('after it asked to slow down is not asked again until it may be, and the answer says why', async () => {
    const live = await start(() => ({ status: 429, headers: { 'retry-after': '60' } }))
    expect(await live.search(QUERY)).toEqual({ kind: 'failed', reason: 'the live search asked to slow down (429)' })
    expect(await live.search(QUERY)).toMatchObject({
      kind: 'not-asked',
      reason: expect.stringContaining('the site asked to slow down'),
    })
    expect(asked).toHaveLength(1)
    now += 61_000
    await live.search(QUERY)
    expect(asked).toHaveLength(2)
  })

  test.each([
    ['a page of HTML', { body: '<html>' }, 'the live search answered what is not JSON'],
    ['JSON of another shape', { body: '{"hits":[]}' }, 'the live search answered in a shape that is not known'],
    [
      'nothing but malformed hits',
      { body: '{"suggestions":[null]}' },
      'the live search answered in a shape that is not known',
    ],
    ['a server error', { status: 502, body: '{}' }, 'the live search answered 502'],
  ])('that answers %s is a failure and not a result', async (_, answer, reason) => {
    const live = await start(() => answer)
    expect(await live.search(QUERY)).toEqual({ kind: 'failed', reason })
  })

  test.each<[string, ReturnType<Answer>]>([
    ['a page of HTML', { body: '<html>' }],
    ['a body that is not packed as it says', { headers: { 'content-encoding': 'gzip' }, body: '{}' }],
    ['headers without end', { headers: { 'x-note': 'x'.repeat(200_000) }, body: '{}' }],
  ])('that answers one question with %s is asked the next one', async (_, broken) => {
    const whole = { body: JSON.stringify({ suggestions: [] }) }
    const live = await start(() => (asked.length === 1 ? broken : whole))
    expect(await live.search(QUERY)).toMatchObject({ kind: 'failed' })
    expect(await live.search({ ...QUERY, text: 'another' })).toEqual({ kind: 'hits', hits: [] })
  })

  test('that cannot be reached opens the circuit at once', async () => {
    const live = await start(() => ({}))
    server?.close()
    server?.closeAllConnections()
    const first = await live.search(QUERY)
    expect(first).toEqual({
      kind: 'failed',
      reason: expect.stringMatching(/^the live search could not be reached \(.*ECONNREFUSED.*\)$/),
    })
    expect(await live.search(QUERY)).toEqual({
      kind: 'not-asked',
      reason: `${first.kind === 'failed' && first.reason}; it will be asked again after ${new Date(now + 30_000).toISOString()}`,
    })
  })
})

async function start(answer: Answer) {
  server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body: unknown = JSON.parse(text)
    asked.push(body)
    const { status = 200, headers = {}, body: sent = '' } = answer(body)
    response.writeHead(status, headers).end(sent)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/search`
  const dispatcher = new Agent()
  const clock = { now: () => now, sleep: async () => {} }
  const post = (body: unknown) => postJson(url, body, { dispatcher, userAgent: 'test', timeoutMs: 60_000, now })
  const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) }
  return createLiveSearch({ post, host: createHostScheduler({ clock }), clock, logger })
}

function makeSuggestion(link: string, title: string) {
  const context = [
    { key: 'aws-docs-search-guide', value: 'User Guide' },
    { key: 'aws-docs-search-product', value: 'Example Storage' },
  ]
  return {
    textExcerptSuggestion: {
      link,
      title,
      suggestionBody: 'A body.',
      summary: 'A summary.',
      context,
      sourceUpdatedAt: 5,
    },
  }
}
