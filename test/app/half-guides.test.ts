// The live search beside half a guide: not asked where that guide has the answer, asked where the question names it and
// another guide is first.

import { expect, test } from 'vitest'
import { LAMP } from '../crawl/crawl-setup.ts'
import { makePageHtml, makeTocJson } from '../crawl/crawl-site.ts'
import { openLiveApp } from './open-live-app.ts'

const TORCH_FOLDER = '/torch/latest/dg/'
const TORCH = { ...LAMP, catalogId: 'torch-dg', base: TORCH_FOLDER, product: 'Made-up Torch' }
const SHADES = '/lamp/latest/dg/shades.html'

/** An index of a lamp guide, of which `lampPages` are there, and of a whole torch guide. */
async function setUpGuides(lampPages: number) {
  const { app, site } = await openLiveApp()
  const put = (folder: string, product: string, pages: Readonly<Record<string, string>>) => {
    site.files.set(`${folder}toc-contents.json`, makeTocJson(Object.keys(pages)))
    for (const [name, text] of Object.entries(pages))
      site.files.set(
        `${folder}${name}.html`,
        makePageHtml(text, `${text}.`).replaceAll('content="Made-up Lamp"', `content="${product}"`),
      )
  }
  put('/lamp/latest/dg/', 'Made-up Lamp', {
    wiring: 'Wiring a Made-up Lamp to the mains',
    shades: 'Shades of paper and of glass',
  })
  put(TORCH_FOLDER, 'Made-up Torch', {
    lighting: 'Finding the switch of a Made-up Lamp with a torch',
    battery: 'Replacing the battery of a torch',
  })
  await app.site.crawl({ guides: [LAMP], maxPages: lampPages })
  await app.site.crawl({ guides: [TORCH] })
  const link = `https://docs.aws.amazon.com${SHADES}`
  const suggestion = { link, title: 'Shades of paper and of glass', suggestionBody: 'Turn it.', context: [] }
  site.files.set('/search', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ suggestions: [{ textExcerptSuggestion: suggestion }] }),
  })
  site.log.length = 0
  const search = async (text: string) => {
    const { hits, coverage, hint } = await app.documentation.search({ text, limit: 5 })
    return {
      grade: coverage.grade,
      first: hits[0]?.path,
      paths: hits.map(({ path }) => path),
      hint,
      asked: site.log.length,
    }
  }
  return { search }
}

test('a question that names half a guide, answered by another one, is asked of the live search too', async () => {
  const { search } = await setUpGuides(1)
  const answer = await search('Finding the switch of a Made-up Lamp with a torch')
  expect(answer).toMatchObject({ grade: 'answered', first: `${TORCH_FOLDER}lighting.html`, asked: 1 })
  expect(answer.paths[1]).toBe(SHADES)
  expect(answer.hint).toContain('A page that answers better may not be here yet: Made-up Lamp Developer Guide is only')
})

test('one that half a guide answers is not, nor one that names another guide or none', async () => {
  const { search } = await setUpGuides(1)
  const half = await search('Wiring a Made-up Lamp to the mains')
  expect(half).toMatchObject({ grade: 'answered', first: '/lamp/latest/dg/wiring.html', asked: 0 })
  expect(half.hint).toContain('Made-up Lamp Developer Guide is only partly indexed')
  expect(await search('Replacing the battery of a torch')).toMatchObject({ grade: 'answered', asked: 0 })
})

test('nor one that names a guide that is whole, whichever guide is first', async () => {
  const { search } = await setUpGuides(2)
  expect(await search('Finding the switch of a Made-up Lamp with a torch')).toMatchObject({
    grade: 'answered',
    first: `${TORCH_FOLDER}lighting.html`,
    asked: 0,
  })
})
