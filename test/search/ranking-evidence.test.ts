// What the ranker knows beside the words of a page: who links to it, whose product it is about, and what kind of page
// it is.

import { expect, test } from 'vitest'
import { findLinksAmong } from '../../src/search/candidates/candidate-links.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { makeQueryModel } from '../../src/search/query/query-model.ts'
import { classifyPage } from '../../src/search/ranking/page-kind.ts'
import { computeFormShare, getForms } from '../../src/search/ranking/word-forms.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { openSite, type SitePage } from './made-site.ts'

const makeAbout = (name: string, title: string, text: string, links: string[] = []): SitePage => ({
  guide: 'vault',
  name,
  title,
  text,
  links,
})
const PAGES = [
  makeAbout('sealing', 'Sealing a vault', 'A seal closes a vault. Sealed vaults are read only, code 4711 says so.', [
    'breaking-seals',
  ]),
  makeAbout('seal-colours', 'Seals of a vault', 'A seal of a vault is red or green.'),
  makeAbout('breaking-seals', 'Breaking a seal', 'To open a sealed vault again, break the seal of the vault.'),
  makeAbout('API_SealVault', 'SealVault', 'Seals a vault.', ['sealing']),
  makeAbout('sealing_v20110131', 'Sealing a vault (earlier version)', 'A seal closes a vault, as it did in 2011.'),
  makeAbout('vault-pricing', 'Pricing for vaults', 'Every vault costs two coins a month, a seal one.'),
]

const readFeatures = async (query: string) => {
  const site = await openSite(PAGES)
  const { hits } = site.search(query)
  await site.close()
  return (name: string) => hits.find(({ path }) => path.endsWith(`/${name}.html`))?.features
}

test('a page that likely pages link to has it counted, and they that they link on', async () => {
  const of = await readFeatures('sealing a vault')
  expect(of('breaking-seals')?.linkedFrom).toBeGreaterThan(0)
  expect(of('breaking-seals')?.linksTo).toBe(0)
  expect(of('sealing')?.linksTo).toBeGreaterThan(0)
  expect(of('seal-colours')).toMatchObject({ linkedFrom: 0, linksTo: 0 })
})

test('a link from a likelier page counts more, and one from the page itself not at all', async () => {
  const site = await openSite(PAGES)
  const page = (name: string) => {
    const path = `/vault/latest/userguide/${name}.html`
    return { path, id: findPage(site.db, path)?.id ?? 0 }
  }
  const [target, source, other] = [page('breaking-seals'), page('sealing'), page('seal-colours')]
  const first = findLinksAmong(site.db, [source, other, target])[2]?.linkedFrom ?? 0
  const second = findLinksAmong(site.db, [other, source, target])[2]?.linkedFrom ?? 0
  expect(first).toBeGreaterThan(second)
  expect(second).toBeGreaterThan(0)
  expect(findLinksAmong(site.db, [target])).toEqual([{ linkedFrom: 0, linksTo: 0 }])
  await site.close()
})

test('numbers, an action of the API and an earlier version are known for what they are', async () => {
  const code = await readFeatures('what does 4711 mean for a sealed vault?')
  expect(code('sealing')?.numbers).toBe(1)
  expect(code('seal-colours')?.numbers).toBe(0)
  const action = await readFeatures('SealVault')
  expect(action('API_SealVault')).toMatchObject({ identifierName: 1, apiReference: 1 })
  expect(action('sealing')?.identifierName).toBe(0)
  expect((await readFeatures('how to seal a vault'))('sealing_v20110131')?.superseded).toBe(1)
  expect((await readFeatures('how did the earlier version seal a vault'))('sealing_v20110131')?.superseded).toBe(0)
})

test('a title is about errors by its words or by the name of its file', () => {
  expect(classifyPage('Troubleshooting relays', 'x.html').troubleshooting).toBe(1)
  expect(classifyPage('Relays', 'relay-troubleshooting.html').troubleshooting).toBe(1)
  expect(classifyPage('Terrors of the deep, old thresholds', 'folder.html')).toMatchObject({
    troubleshooting: 0,
    superseded: 0,
  })
})

test('a title is about prices, and that counts where a question asks for them', async () => {
  const pricing = (title: string) => classifyPage(title, 'x.html').pricing
  for (const title of ['Pricing for the relay', 'How you are charged for relays', 'リレーの料金', 'Cost of a vault'])
    expect(pricing(title)).toBe(1)
  for (const title of ['Sealing a vault', 'Using cost allocation tags', 'Discharging a relay'])
    expect(pricing(title)).toBe(0)
  expect((await readFeatures('what does it cost to seal a vault'))('sealing')?.costAsked).toBe(0)
  expect((await readFeatures('what does a vault cost'))('vault-pricing')?.costAsked).toBe(1)
  expect((await readFeatures('how many vaults a month'))('vault-pricing')?.costAsked).toBe(0)
})

test('a question finds its words in the form that it has them in; a paste is not compared', () => {
  const modelOf = (text: string) => makeQueryModel(parseQuery(text), new Map())
  const forms = getForms(modelOf('when do sealed vaults expire?'))
  expect(computeFormShare(forms, forms, 'Sealed vaults expire.')).toBe(1)
  expect(computeFormShare(forms, forms, 'A sealed vault expires.')).toBeCloseTo(1 / 3)
  expect(getForms(modelOf('VaultException: An error occurred (Sealed) when calling PutObject'))).toEqual([])
})
