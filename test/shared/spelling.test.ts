// Spelling over the judged queries: a wrong correction on any of them is a failure; and over slips that were made on
// purpose.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadJudgedQueries, SCALE_SETS, TEN_GUIDE_SETS } from '../../scripts/eval/judged-queries.ts'
import { harvestReplicaIndex, type ReplicaSite } from '../../scripts/eval/replica-index.ts'
import { SCALE_SUBSET } from '../../scripts/eval/scale-subset.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import { type IndexFile, openIndexForReading } from '../../src/store/index/open-index.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')

/** What is misspelt in the judged queries. */
const MISSPELT = ['Read "acount" as "account".', 'Read "credental" as "credential".', 'Read "subents" as "subnets".']

/** What was typed, and the words that it is to be read as. */
const SLIPS: readonly (readonly [string, string])[] = [
  ['buckt polcy', 'bucket policy'],
  ['tranlsate docment', 'translate document'],
  ['deneid', 'denied'],
  ['instence type', 'instance'],
  ['secuirty group', 'security'],
  ['snapsot restore', 'snapshot'],
  ['databse backup', 'database'],
  ['encrytion key', 'encryption'],
  ['replicaton lag', 'replication'],
  ['cluter resize', 'cluster'],
  ['metircs alarm', 'metrics'],
  ['subnt table', 'subnet'],
  ['configuraton file', 'configuration'],
  ['athentication failed', 'authentication'],
  ['volumne attach', 'volume'],
  ['multipart uplaod', 'upload'],
  ['envrionment variable', 'environment'],
  ['certficate renewal', 'certificate'],
  ['querry plan', 'query'],
  ['contaner image', 'container'],
  ['trafic mirroring', 'traffic'],
  ['functoin concurrency', 'function'],
  ['requst throttling', 'request'],
  ['credentails expired', 'credentials'],
  ['tempalte error', 'template'],
  ['resorce tag', 'resource'],
  ['stroage class', 'storage'],
  ['regoin', 'region'],
  ['endpiont private', 'endpoint'],
  ['maximun memory', 'maximum'],
  ['qouta increase', 'quota'],
  ['distrbution style', 'distribution'],
  ['vaccum table', 'vacuum'],
  ['monitring dashboard', 'monitoring'],
  ['cloudfrmation template', 'cloudformation'],
  ['lamda', 'lambda'],
  ['timout', 'timeout'],
  ['permisions boundary', 'permissions'],
  ['loging enabled', 'logging'],
  ['pipline stage', 'pipeline'],
]

describe.skipIf(!existsSync(join(SHARED, 'queries')))('spelling among ten guides', () => describeSpelling('site'))
describe.skipIf(!existsSync(join(SHARED, 'replica/scale')))('spelling among some of many', () =>
  describeSpelling(SCALE_SUBSET),
)

function describeSpelling(site: ReplicaSite): void {
  let index: IndexFile
  beforeAll(async () => {
    index = await openIndexForReading(await harvestReplicaIndex(site))
  })
  afterAll(() => index.close())
  const readAs = (text: string, guides: readonly string[] = []) => {
    const { hits, suggestion } = searchPassages(index.db, { text, limit: 1, guides })
    return hits.length > 0 ? suggestion : undefined
  }

  test.each([...TEN_GUIDE_SETS, ...SCALE_SETS])(
    '%s: no word is corrected that is right, with the guide of the answer as filter or without',
    (set) => {
      const read = loadJudgedQueries(set).flatMap(({ query, guide }) => [
        readAs(query),
        guide === undefined ? undefined : readAs(query, [guide]),
      ])
      const wrong = read.filter((one) => one !== undefined && !MISSPELT.includes(one))
      expect(wrong).toEqual([])
    },
  )

  test('of slips all are corrected but a few, and none to another word', () => {
    const meant = SLIPS.map(([typed, right]) => ({ typed, right: right.split(' '), read: readAs(typed) ?? '' }))
    const words = meant.flatMap(({ right, read }) => right.map((word) => ({ word, read })))
    const wrong = meant.filter(
      ({ right, read }) => ![...read.matchAll(/as "(.+?)"/g)].every(([, to]) => right.includes(to ?? '')),
    )
    expect(wrong).toEqual([])
    expect(words.filter(({ word, read }) => read.includes(`as "${word}"`)).length).toBeGreaterThanOrEqual(
      Math.ceil(words.length * 0.85),
    )
  })
}
