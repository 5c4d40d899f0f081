import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { App } from '../../src/app.ts'
import { type CrawlSite, GUIDE } from '../crawl/crawl-site.ts'

import { listAskedPaths, SITE, setUp } from './live-site-setup.ts'

describe('searching for what the index lacks', () => {
  const hit = (path: string, title: string) => ({
    textExcerptSuggestion: { link: SITE + path, title, suggestionBody: `About ${title}.`, context: [] },
  })
  const liveTitles = ({ hits }: Awaited<ReturnType<App['documentation']['search']>>) =>
    hits.filter(({ source }) => source !== 'index').map(({ title }) => title)
  const answering = (site: CrawlSite, ...hits: object[]) =>
    site.files.set('/search', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ suggestions: hits }),
    })

  test('asks the live search once, and each page that both know is one hit of the index', async () => {
    const { site, app } = await setUp()
    answering(site, hit(`${GUIDE}b.html`, 'Page b'), hit('/torch/latest/dg/beam.html', 'Beam'))
    const answer = await app.documentation.search({ text: 'beam of a torch', limit: 5 })
    expect(answer.coverage.grade).toBe('missing')
    const beam = answer.hits.find(({ title }) => title === 'Beam')
    expect(beam).toMatchObject({ source: 'live' })
    expect(answer.hits.filter(({ path }) => path === `${GUIDE}b.html`)).toHaveLength(1)
    expect(answer.hits.map(({ rank }) => rank)).toEqual(answer.hits.map((_, at) => at + 1))
    const again = await app.documentation.search({ text: 'beam of a torch', limit: 5 })
    expect(again.hits).toContainEqual(expect.objectContaining({ source: 'cache', fetchedAt: beam?.fetchedAt }))
    expect(listAskedPaths(site)).toEqual(['/search'])
  })

  test('keeps to the guides that were asked for', async () => {
    const { site, app } = await setUp()
    answering(site, hit('/torch/latest/dg/beam.html', 'Beam'), hit(`${GUIDE}new.html`, 'New page'))
    const answer = await app.documentation.search({ text: 'beam of a torch', guides: ['lamp-dg'], limit: 5 })
    expect(answer.hits.map(({ path }) => path)).toContain(`${GUIDE}new.html`)
    expect(answer.hits.map(({ path }) => path)).not.toContain('/torch/latest/dg/beam.html')
  })

  test('may know a product that neither index nor catalog has; when nothing does, the name is refused', async () => {
    const { site, app } = await setUp()
    answering(site, hit('/torch/latest/dg/beam.html', 'Beam'))
    const known = await app.documentation.search({ text: 'beam of a torch', products: ['Torch'], limit: 5 })
    expect([liveTitles(known), known.hint]).toEqual([['Beam'], expect.stringContaining('of the product "Torch"')])
    answering(site)
    await expect(
      app.documentation.search({ text: 'beam of a torch', products: ['Trch'], limit: 5 }),
    ).rejects.toMatchObject({ code: 'UNKNOWN_GUIDE' })
  })

  test('is not done while the index answers well', async () => {
    const { site, app } = await setUp()
    const answer = await app.documentation.search({ text: 'Page b', limit: 3 })
    expect(answer).toMatchObject({ coverage: { grade: 'answered' }, hits: { length: 3 } })
    expect(answer.live).toEqual({ reason: undefined })
    expect(site.log).toEqual([])
  })

  test('does not wait for a service that throttles a second time, and says that nobody was asked', async () => {
    const { site, app, clock } = await setUp()
    site.files.set('/search', { status: 429, headers: { 'retry-after': '60' } })
    const first = await app.documentation.search({ text: 'torch', limit: 5 })
    expect(first.live.reason).toBe('the live search asked to slow down (429)')
    const second = await app.documentation.search({ text: 'lantern', limit: 5 })
    expect(second.live.reason).toMatch(/^the site asked to slow down; it will be asked again after 2026-/)
    expect(listAskedPaths(site)).toEqual(['/search'])
    answering(site, hit('/torch/latest/dg/beam.html', 'Beam'))
    clock.time += 61_000
    expect(liveTitles(await app.documentation.search({ text: 'lantern', limit: 5 }))).toEqual(['Beam'])
  })

  test('is not done where a mirror stands in for the site, unless its search is named', async () => {
    const { site, open } = await setUp()
    const mirrored = await open({}).documentation.search({ text: 'torch', limit: 5 })
    expect(mirrored.live.reason).toBe('AWS_DOCS_ORIGIN names a mirror, and AWS_DOCS_SEARCH_URL no live search for it')
    expect(site.log).toEqual([])
    answering(site, hit('/torch/latest/dg/beam.html', 'Beam'))
    const named = await open({ searchUrl: `${site.origin}/search` }).documentation.search({ text: 'torch', limit: 5 })
    expect([liveTitles(named), named.live.reason]).toEqual([['Beam'], undefined])
  })

  test('without an index, a failure names the guide that the question is about', async () => {
    const { site, open, indexFile } = await setUp()
    rmSync(indexFile)
    site.misbehave = () => ({ status: 503 })
    const online = open({ searchUrl: `${site.origin}/search` })
    const asked = { text: 'rotate secrets in Secrets Manager', limit: 5 }
    await expect(online.documentation.search(asked)).rejects.toMatchObject({
      code: 'NO_INDEX',
      hint: 'Get the guide first: "aws-docs-offline crawl secretsmanager-userguide".',
    })
    await expect(online.documentation.search({ text: 'hosted UI redirect mismatch', limit: 5 })).rejects.toMatchObject({
      hint: 'Get the guide first: "aws-docs-offline crawl cognito-dg".',
    })
    await expect(open({ offline: true }).documentation.search(asked)).rejects.toMatchObject({
      code: 'NO_INDEX',
      hint: expect.stringMatching(
        /^Offline, .*import FILE.*pull secretsmanager-userguide --from FOLDER --trust KEY"\.$/,
      ),
    })
  })

  test('a caller that goes away is no sign of trouble', async () => {
    const { site, app } = await setUp()
    const gone = new AbortController()
    site.misbehave = (path) => {
      if (path !== '/search' || gone.signal.aborted) return undefined
      gone.abort()
      return 'handled'
    }
    expect((await app.documentation.search({ text: 'torch', limit: 5 }, gone.signal)).live.reason).toBe(
      'the request was cancelled',
    )
    answering(site, hit('/torch/latest/dg/beam.html', 'Beam'))
    expect(liveTitles(await app.documentation.search({ text: 'torch', limit: 5 }))).toEqual(['Beam'])
  })
})
