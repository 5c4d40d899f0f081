// Judged queries over indexes that lack guides on purpose: what an answer looks like when its guide is there, and when
// it is not.

import { join } from 'node:path'
import type { Grade, GuideLack } from '../../src/core/model/coverage.ts'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import { splitFolder } from '../../src/core/model/partition.ts'
import {
  type CoverageFeatures,
  computeCoverageFeatures,
  findNamedGuides,
} from '../../src/search/missing/coverage-features.ts'
import { gradeAnswer, isCalledByName } from '../../src/search/missing/grade-answer.ts'
import { createGuideKnowledge, type GuideKnowledge } from '../../src/search/missing/guide-knowledge.ts'
import { listWithoutWords, loadGuideWords } from '../../src/search/missing/guide-words.ts'
import { toSiteFolder } from '../../src/search/missing/meant-guides.ts'
import { addProductTerms, loadProductTerms } from '../../src/search/missing/product-terms.ts'
import { type SearchAnswer, searchWithEvidence } from '../../src/search/search-passages.ts'
import { loadCatalog } from '../../src/store/guides/catalog-file.ts'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { makeIndexWithout } from '../eval/index-without.ts'
import {
  type JudgedQuery,
  loadJudgedQueries,
  SCALE_SETS,
  type SetName,
  SHARED,
  TEN_GUIDE_SETS,
} from '../eval/judged-queries.ts'
import { harvestReplicaIndex } from '../eval/replica-index.ts'
import { hashText } from './guide-parts.ts'

/**
 * `lacking`: the guide that answers is not in the index. `first`: the first hit answers. `later`: it is there, and the
 * first hit is another page.
 */
export type Outcome = 'lacking' | 'first' | 'later'

export interface HintedGuide {
  /** By the product that the question names, or by what its words mean. Nothing is said of an answer that is one. */
  readonly by: 'name' | 'words' | 'nothing'
  readonly isRight: boolean
}

export interface CoverageExample {
  /** "without third 1", "ten guides", "ten guides but /lambda/latest/dg/". */
  readonly index: string
  readonly query: JudgedQuery
  /** Folder of the guide that answers: all questions about a guide are in one part. */
  readonly guide: string
  readonly outcome: Outcome
  readonly features: CoverageFeatures
  /** The same without the words of a third of the guides (guide-words.ts): new guides have none. */
  readonly lessKnown: readonly CoverageFeatures[]
  /** Those of them that lack the words of the guide that answers. */
  readonly unknown: CoverageFeatures
  /** The query is the title of what was found: answered, whatever the features say. */
  readonly isCalledByName: boolean
  /** What search says with the model that is there now. */
  readonly grade: Grade
  /** Whether its hint names a guide that is not there, and whether that is the one that answers. */
  readonly hint: HintedGuide
  /** What would be doubted without a model. */
  readonly doubted: Readonly<Record<Baseline, boolean>>
}

/**
 * `half said`: fewer than three hits hold half of the query, the rule before this one. `lacking named`: the query names
 * products, and no guide of any of them is there. `another meant`: the words of the query mean a guide most
 * (guide-words.ts) that is not there.
 */
export const BASELINES = ['half said', 'lacking named', 'another meant'] as const
export type Baseline = (typeof BASELINES)[number]

const THIRDS = [0, 1, 2]
const TENTHS = 10

/**
 * Of the 195 guides a tenth and a third are left out in turn; all questions are asked of the ten guides, and those
 * about each of the ten where it alone is left out: most Japanese questions are about one of them. Harvests what is not
 * there yet.
 */
export async function collectCoverageExamples(): Promise<CoverageExample[]> {
  const found: CoverageExample[] = []
  for (let tenth = 0; tenth < TENTHS; tenth++) {
    const file = await makeIndexWithout(`tenth-${tenth + 1}`, (base) => hashText(base) % TENTHS === tenth)
    found.push(...(await ask(`without tenth ${tenth + 1}`, file, SCALE_SETS)))
  }
  for (const third of THIRDS) {
    const file = await makeIndexWithout(
      `third-${third + 1}`,
      (base) => hashText(`third ${base}`) % THIRDS.length === third,
    )
    found.push(...(await ask(`without third ${third + 1}`, file, SCALE_SETS)))
  }
  found.push(...(await collectTenGuideExamples()), ...(await collectOneLeftOut()))
  return found
}

async function collectOneLeftOut(): Promise<CoverageExample[]> {
  const { db, close } = await openIndexForReading(await harvestReplicaIndex('site'))
  const bases = new Set(listGuides(db).map(({ base }) => base))
  close()
  const found: CoverageExample[] = []
  for (const left of bases) {
    const file = await makeIndexWithout(left.replace(/\W+/g, '-').slice(1, -1), (base) => base === left, 'site')
    const isAbout = ({ relevant }: JudgedQuery) => parseDocUrl(Object.keys(relevant)[0] ?? '')?.base === left
    found.push(...(await ask(`ten guides but ${left}`, file, [...SCALE_SETS, ...TEN_GUIDE_SETS], isAbout)))
  }
  return found
}

/** `look` is given each answer: whoever wants to know more of it need not ask again. */
export async function collectTenGuideExamples(
  look?: (query: JudgedQuery, answer: SearchAnswer) => void,
): Promise<CoverageExample[]> {
  return ask('ten guides', await harvestReplicaIndex('site'), [...SCALE_SETS, ...TEN_GUIDE_SETS], undefined, look)
}

const LESS_KNOWN = THIRDS.map((third) =>
  listWithoutWords(loadGuideWords(), (folder) => hashText(folder) % THIRDS.length === third),
)

async function ask(
  index: string,
  file: string,
  sets: readonly SetName[],
  isAsked: (query: JudgedQuery) => boolean = () => true,
  look?: (query: JudgedQuery, answer: SearchAnswer) => void,
): Promise<CoverageExample[]> {
  const { db, close } = await openIndexForReading(file)
  const knowledge = createGuideKnowledge(() => loadCatalog(join(SHARED, 'no-catalog-of-a-user.json')).guides)(db)
  const { byProduct, indexed, folders, words } = knowledge
  const fewerWords = LESS_KNOWN.map((counted) => addProductTerms(counted, loadProductTerms(), byProduct))
  const context = { knowledge, openRuns: () => [], now: Date.now() }
  const live = new Set(db.prepare(`SELECT path FROM page WHERE status = 'live'`).firstColumn<string>())
  const examples = sets
    .flatMap((set) => loadJudgedQueries(set))
    .filter(isAsked)
    .map((query): CoverageExample => {
      const paths = Object.keys(query.relevant)
      const { answer, evidence, locale } = db.snapshot(() => searchWithEvidence(db, { text: query.query, limit: 10 }))
      look?.(query, answer)
      const named = findNamedGuides(query.query, byProduct, ({ base }) => indexed.has(base))
      const isFirst = paths.includes(answer.hits[0]?.path ?? '')
      const isThere = paths.some((path) => live.has(path))
      const [asked] = evidence
      if (!asked) throw new Error('A search without evidence.')
      const lessKnown = fewerWords.map((fewer) => computeCoverageFeatures(asked, named, folders, fewer))
      const base = parseDocUrl(paths[0] ?? '')?.base ?? ''
      const features = computeCoverageFeatures(asked, named, folders, words)
      const { grade, lacks } = gradeAnswer(db, { evidence, locale, firstPath: answer.hits[0]?.path }, context)
      return {
        index,
        query,
        guide: (paths[0] ?? '').replace(/[^/]*$/, ''),
        outcome: isThere ? (isFirst ? 'first' : 'later') : 'lacking',
        features,
        lessKnown,
        unknown: lessKnown[hashText(base) % THIRDS.length] ?? features,
        isCalledByName: isCalledByName(asked, named),
        grade,
        hint: findHinted(grade === 'answered' ? [] : lacks, listFolders(toSiteFolder(base)), knowledge),
        doubted: {
          'half said': answer.hits.filter(({ features }) => features.coverage >= 0.5).length < 3,
          'another meant': features.absentMeantMost === 1,
          'lacking named': named.length > 0 && named.every((one) => one.indexed.length === 0),
        },
      }
    })
  close()
  return examples
}

function findHinted(lacks: readonly GuideLack[], folders: readonly string[], knowledge: GuideKnowledge): HintedGuide {
  const absent = lacks.filter(({ state }) => state === 'not-indexed')
  const services = folders.map((folder) => splitFolder(folder).service.toLowerCase())
  const isRight = ({ catalogId, title }: GuideLack) =>
    catalogId === undefined
      ? knowledge.byProduct.products.some((one) => one.name === title && services.includes(one.folders[0] ?? ''))
      : knowledge.guides.some(({ id, base }) => id === catalogId && folders.includes(base))
  return {
    by: absent.length === 0 ? 'nothing' : absent.some(({ isInferred }) => isInferred) ? 'words' : 'name',
    isRight: absent.some(isRight),
  }
}

// Guides have moved: those of the replica stand where they stood when it was made.
function listFolders(base: string): string[] {
  return [
    base,
    ...loadGuideWords()
      .guides.filter((own) => own.includes(base))
      .flat(),
  ]
}
