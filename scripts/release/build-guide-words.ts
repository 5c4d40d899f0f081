// Makes data/guide-words.txt, what each guide is about in stems: npm run data:guide-words. Counts in how many pages of
// each guide of the replica a stem or a pair of stems stands, and keeps those that tell most: no sentence, no order, no
// counts. Needs ../shared.

import { writeFileSync } from 'node:fs'
import { toTerms } from '../../src/core/text/terms.ts'
import { STEPS_OF_WEIGHT } from '../../src/search/missing/guide-words.ts'
import { groupGuidesByProduct } from '../../src/search/missing/guides-of-product.ts'
import { joinName, loadKnownProducts } from '../../src/search/missing/known-products.ts'
import { loadCatalog } from '../../src/store/guides/catalog-file.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { loadMarkdown } from '../../src/store/pages/page-rows.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { harvestReplicaIndex } from '../eval/replica-index.ts'
import { readOptions } from '../read-options.ts'

const TARGET = new URL('../../data/guide-words.txt', import.meta.url)
/** Kept of each guide. 60 tell .70 of the judged queries which guide answers, 100 .72, 400 .76. */
const MOST_WORDS = 80
/** Natural logarithm of how many times more often than elsewhere. */
const LEAST_TOLD = 0.7
const MOST_TOLD = 6
/**
 * Pages that every guide is taken to have beside its own, none of which has the word: what two pages say is not much.
 */
const MORE_PAGES = 3
/** Where guides have moved to that the catalog alone does not tell: several became one, or the name changed with it. */
const MOVED: Readonly<Record<string, string>> = {
  '/AWSEC2/latest/WindowsGuide/': '/AWSEC2/latest/UserGuide/',
  '/AmazonS3/latest/dev/': '/AmazonS3/latest/userguide/',
  '/AmazonS3/latest/user-guide/': '/AmazonS3/latest/userguide/',
  '/amazon-s3-getting-started-guide/latest/guide/': '/AmazonS3/latest/userguide/',
  '/amazon-chime-developer-guide/latest/guide/': '/chime-sdk/latest/dg/',
  '/amazon-workmail-administration-guide/latest/guide/': '/workmail/latest/adminguide/',
  '/aws-cur-user-guide/latest/guide/': '/cur/latest/userguide/',
  '/aws-security-hub-user-guide/latest/guide/': '/securityhub/latest/userguide/',
  '/elasticsearch-service/latest/developerguide/': '/opensearch-service/latest/developerguide/',
  '/elb-network-load-balancers-user-guide/latest/guide/': '/elasticloadbalancing/latest/network/',
}

const HEAD =
  '# What each guide is about, so that a question about one that is not in an index is known for what it ' +
  'is: stems, and pairs of stems, that stand in\n' +
  '# far more of its pages than elsewhere. Made by "npm run data:guide-words" from counts over 195 guides; ' +
  'not edited by hand. A line: folders that the guide\n' +
  '# has or had | a digit, and the stems that tell so much, again and again. No text of the documentation ' +
  'is in it.\n'

interface Guide {
  readonly base: string
  readonly product: string
  readonly title: string
  readonly pages: number
  /** In how many of them each term stands. */
  readonly counts: ReadonlyMap<string, number>
}

async function main(): Promise<void> {
  const { db, close } = await openIndexForReading(await harvestReplicaIndex('scale'))
  const guides = db
    .prepare(`SELECT id, base, product, title FROM guide WHERE locale = 'en_us' ORDER BY base`)
    .all<{ id: number; base: string; product: string; title: string }>()
    .map((guide): Guide => ({ ...guide, ...countTerms(db, guide.id) }))
  close()
  const pages = guides.reduce((sum, guide) => sum + guide.pages, 0)
  const total = new Map<string, number>()
  for (const { counts } of guides) for (const [term, n] of counts) total.set(term, (total.get(term) ?? 0) + n)
  const later = findLaterFolders(guides)
  const lines = guides.map((guide) => {
    const words = listTellingWords(guide, total, pages)
    const moved = MOVED[guide.base]
    const folders = new Set([guide.base, ...(later.get(guide.base) ?? []), ...(moved ? [moved] : [])])
    return `${[...folders].join(' ')} | ${words}`
  })
  writeFileSync(TARGET, `${HEAD}${lines.join('\n')}\n`)
  console.log(`${lines.length} guides of ${pages} pages`)
}

function countTerms(db: SqlDatabase, guideId: number): Pick<Guide, 'pages' | 'counts'> {
  const counts = new Map<string, number>()
  const rows = db
    .prepare(`SELECT id, title FROM page WHERE guide_id = ? AND status = 'live'`)
    .all<{ id: number; title: string }>(guideId)
  for (const { id, title } of rows) {
    const text = (loadMarkdown(db, id) ?? '').replace(/\]\([^)]*\)/g, '] ')
    const said = new Set<string>()
    for (const line of `${title}\n${text}`.split('\n')) {
      const terms = toTerms(line)
      for (const [at, term] of terms.entries()) {
        said.add(term)
        if (at > 0) said.add(`${terms[at - 1]} ${term}`)
      }
    }
    for (const term of said) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return { pages: rows.length, counts }
}

function listTellingWords({ pages, counts }: Guide, total: ReadonlyMap<string, number>, all: number): string {
  const telling = [...counts].flatMap(([term, n]) => {
    const isPair = term.includes(' ')
    if (n < 2 && (isPair || pages >= 30)) return []
    if (!/^[a-z0-9 ]+$/.test(term) || (!isPair && (term.length < 2 || /^\d+$/.test(term)))) return []
    const share = n / (pages + MORE_PAGES)
    const told = Math.log((share * (all - pages)) / ((total.get(term) ?? n) - n + 1))
    const weight = Math.min(MOST_TOLD, told) * Math.min(1, 0.3 + Math.log1p(n) / 6)
    const digit = Math.max(1, Math.min(9, Math.round(weight * STEPS_OF_WEIGHT)))
    return told < LEAST_TOLD ? [] : [{ word: term.replace(' ', '_'), digit, gain: share * told }]
  })
  const kept = telling
    .toSorted((a, b) => b.gain - a.gain || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_WORDS)
    .toSorted((a, b) => b.digit - a.digit)
  return kept.map(({ word, digit }, at) => (digit === kept[at - 1]?.digit ? word : `${digit} ${word}`)).join(' ')
}

/**
 * Guides of the catalog that are not among these, where a product has one here and one there: the same guide, moved.
 */
function findLaterFolders(guides: readonly Guide[]): Map<string, string[]> {
  const catalog = loadCatalog('no-catalog-of-a-user.json').guides.filter(({ title }) => !/\bAPI|CLI\b/.test(title))
  const now = new Set(catalog.map(({ base }) => base))
  const here = new Set(guides.map(({ base }) => base))
  const past = groupGuidesByProduct(guides, loadKnownProducts())
  const present = groupGuidesByProduct(catalog, loadKnownProducts())
  const moved = new Map<string, string[]>()
  for (const product of loadKnownProducts()) {
    const [old, ...olds] = past.listGuides(product).filter(({ base }) => !now.has(base))
    const [next, ...others] = present.listGuides(product).filter(({ base }) => !here.has(base))
    if (!old || !next) continue
    if (olds.length === 0 && others.length === 0 && joinName(old.product).includes(joinName(next.product))) {
      const folders = moved.get(old.base) ?? []
      if (!folders.includes(next.base)) moved.set(old.base, [...folders, next.base])
    }
  }
  return moved
}

readOptions({})
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 2
})
