// What a search answer promises, whatever the order: languages, filters, facets, folding, spelling.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Site } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

describe('an answer', () => {
  test('quotes the page verbatim, with the section that holds the passage', () => {
    const [hit] = site.search('how large can an object be').hits
    expect(hit).toMatchObject({
      rank: 1,
      path: '/vault/latest/userguide/quotas.html',
      url: 'https://docs.aws.amazon.com/vault/latest/userguide/quotas.html#quotas-2',
      section: 'Quotas per object',
      headingPath: ['Example Vault quotas', 'Quotas per object'],
      product: 'Example Vault',
      guideId: 'vault-ug',
      locale: 'en_us',
    })
    expect(hit?.context).toContain('| Size of an object | 5 TB |')
  })

  test('has one hit a page, and names its other good sections', () => {
    const { hits } = site.search('quotas per account and per object')
    expect(hits.filter(({ path }) => path.endsWith('/userguide/quotas.html'))).toHaveLength(1)
    expect([hits[0]?.section, ...(hits[0]?.recommendedSections ?? [])].toSorted()).toEqual(
      expect.arrayContaining(['Quotas per account', 'Quotas per object']),
    )
  })

  test('folds pages with the same text into one hit that names the other', () => {
    const { hits } = site.search('a key of your own, rotating the key')
    const same = hits.filter(({ path }) => path.endsWith('encryption.html'))
    expect(same).toHaveLength(1)
    expect([same[0]?.url, ...(same[0]?.sameTextAt ?? [])].map((url) => url?.split('#')[0]).toSorted()).toEqual([
      'https://docs.aws.amazon.com/relay/latest/dg/encryption.html',
      'https://docs.aws.amazon.com/vault/latest/userguide/encryption.html',
    ])
  })

  test('reads the top and the bottom of a long query, and no half of a word', () => {
    const { words } = site.search(`${'retention '.repeat(300)}${'zzzz '.repeat(600)}${'object '.repeat(300)}`)
    expect(
      words
        .map(({ term }) => term)
        .filter((term) => /^(?:ret|obj|[a-z]?ect|tion)/.test(term))
        .toSorted(),
    ).toEqual(['object', 'retent'])
  })

  test('is empty only when no word matches, and then says what to try', () => {
    expect(site.search('zzzzqqq').hits).toEqual([])
    expect(site.search('zzzzqqq').suggestion).toMatch(/fewer words/)
    expect(site.search('???').suggestion).toMatch(/no word to search for\./)
    expect(site.search('x'.repeat(5000)).suggestion).toMatch(/no word to search for \(one of more than 40 characters/)
    expect(site.order('zzzzqqq retention')).toEqual(['vault/object-hold', 'vault/troubleshooting'])
  })

  test('has the same id for the same question and another one for another', () => {
    const id = (text: string, limit = 10) => site.search(text, { limit }).queryId
    expect(id('quotas')).toBe(id('quotas'))
    expect(new Set([id('quotas'), id('quota'), id('quotas', 5)]).size).toBe(3)
  })
})

describe('other phrasings', () => {
  const alsoPhrased = ['recover an object', 'オブジェクトの復元']

  test('bring the page that the words of the question do not, each page once', () => {
    expect(site.order('my stuff disappeared')).not.toContain('vault/restoring')
    const found = site.order('my stuff disappeared', { alsoPhrased })
    expect(found[0]).toBe('vault/restoring')
    expect(new Set(found).size).toBe(found.length)
  })

  test('change neither what is counted nor the language that is returned', () => {
    const alone = site.search('delete an object')
    const answer = site.search('delete an object', { alsoPhrased })
    expect([answer.matched, answer.facets]).toEqual([alone.matched, alone.facets])
    expect(answer.hits.map(({ locale }) => locale)).not.toContain('ja_jp')
    expect(answer.queryId).not.toBe(alone.queryId)
  })

  test('that say nothing else are no phrasings', () => {
    const alone = site.search('delete an object')
    expect(site.search('delete an object', { alsoPhrased: ['', ' ', ' delete an object'] })).toEqual(alone)
  })

  test('are counted where the question itself has no word that is known', () => {
    const answer = site.search('zzzzqqq', { alsoPhrased })
    expect(answer.hits.length).toBeGreaterThan(0)
    expect(answer.matched).toBeGreaterThan(0)
  })
})

describe('the words of an answer', () => {
  const originsOf = (text: string, alsoPhrased: string[] = []) =>
    Object.fromEntries(site.search(text, { alsoPhrased }).words.map(({ term, origin }) => [term, origin]))

  test('say which were typed, and what brought the others', () => {
    expect(originsOf('undelete objekts')).toMatchObject({ undelet: 'typed', restor: 'thesaurus', object: 'correction' })
    expect(originsOf('vault limit')).toMatchObject({ vault: 'typed', limit: 'typed', quota: 'synonym' })
    expect(originsOf('DeleteObject')).toMatchObject({ 'code:deleteobject': 'typed' })
    expect(originsOf('オブジェクトの削除')).toMatchObject({
      削除: 'typed',
      object: 'translation',
      delet: 'translation',
    })
    expect(originsOf('vault', ['recover an object'])).toMatchObject({ vault: 'typed', recov: 'phrasing' })
  })
})

describe('spelling', () => {
  test('words that stand for what was written are not taken for slips', () => {
    // 再生 is replay, which no page has; relay, one letter off, is on many.
    expect(site.search('オブジェクトの再生').suggestion).toBeUndefined()
  })

  test.each([
    ['vualt', 'creating-vaults'],
    ['objekts', 'deleting'],
  ])('%s is read as the word that was meant, and the answer says so', (typo, page) => {
    const answer = site.search(typo)
    expect(answer.suggestion).toMatch(`Read "`)
    expect(answer.hits.map(({ path }) => path)).toContainEqual(expect.stringContaining(page))
  })

  test.each([
    ['vault', 'vaults'],
    ['encrypt', 'encryption'],
    ['initialised instances', 'initialized instances'],
    ['ＶＡＵＬＴ ｑｕｏｔａｓ', 'vault quotas'],
  ])('"%s" and "%s" find the same first page', (one, other) => {
    expect(site.order(one, { limit: 1 })).toEqual(site.order(other, { limit: 1 }))
  })
})

describe('languages', () => {
  test('an English question is answered in English, a Japanese one in Japanese where there is a page', () => {
    expect(site.search('restoring deleted objects').hits.map(({ locale }) => locale)).not.toContain('ja_jp')
    expect(site.search('削除したオブジェクトの復元').hits[0]).toMatchObject({ locale: 'ja_jp' })
  })

  test('the translation in the language asked for is returned, at the same section', () => {
    expect(site.search('strict hold mode', { locale: 'ja_jp' }).hits[0]).toMatchObject({
      url: 'https://docs.aws.amazon.com/ja_jp/vault/latest/userguide/object-hold.html#object-hold-1',
      section: 'ホールドのモード',
    })
    expect(site.search('削除したオブジェクトの復元', { locale: 'en_us' }).hits[0]).toMatchObject({
      path: '/vault/latest/userguide/restoring.html',
      locale: 'en_us',
    })
  })

  test('a page found in both languages is one hit', () => {
    const paths = site.search('クォータ vault quotas').hits.map(({ path }) => path.replace('/ja_jp', ''))
    expect(paths).toEqual([...new Set(paths)])
  })
})

describe('filters and facets', () => {
  test('facets count the pages that match, by product and by guide', () => {
    const { facets, matched } = site.search('quotas', { limit: 1 })
    expect(facets.products).toEqual([
      { name: 'Example Relay', count: 1 },
      { name: 'Example Vault', count: 1 },
    ])
    expect(facets.guides.map(({ name }) => name)).toEqual(['Developer Guide', 'User Guide'])
    expect(matched).toBe(2)
  })

  test.each([
    ['a guide', { guides: ['relay-dg'] }],
    ['a product', { products: ['example relay'] }],
    ['a kind of guide', { guideTypes: ['Developer Guide'] }],
  ])('%s can be chosen', (_, filter) => {
    const { hits, facets } = site.search('quotas encryption objects', filter)
    expect(hits.length).toBeGreaterThan(1)
    expect(new Set(hits.map(({ product }) => product))).toEqual(new Set(['Example Relay']))
    expect(facets.products.map(({ name }) => name)).toEqual(['Example Relay'])
  })

  test('filters that leave nothing say so', () => {
    const answer = site.search('quotas', { products: ['Nothing'] })
    expect(answer).toMatchObject({ hits: [], matched: 0, suggestion: expect.stringMatching(/passes the filters/) })
  })
})
