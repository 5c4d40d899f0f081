// When a word is taken for a slip, and for which word.

import { expect, test } from 'vitest'
import { stem } from '../../src/core/text/stem.ts'
import {
  applyCorrections,
  correctSpelling,
  mayBeSlip,
  type Vocabulary,
} from '../../src/search/query/correct-spelling.ts'
import { isOrdinaryWord } from '../../src/search/query/ordinary-words.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'

/** Passages that hold each word, and 0 for what only stands there as an identifier. */
const PASSAGES: Record<string, number> = {
  bucket: 900,
  policy: 700,
  lambda: 800,
  timeout: 300,
  configuration: 500,
  authentication: 200,
  june: 90,
  catalog: 300,
  process: 800,
  pipe: 100,
  read: 900,
  share: 400,
  step: 800,
  region: 900,
  regime: 5,
  putobject: 0,
  instance: 900,
}

function read(text: string, overrides: Partial<Vocabulary> = {}): Record<string, string> {
  const query = parseQuery(text)
  const passages = new Map(Object.entries(PASSAGES).map(([word, count]) => [stem(word), count]))
  const unknown = query.terms.filter(({ term, isImplied }) => !isImplied && !passages.has(term)).map(({ term }) => term)
  const vocabulary: Vocabulary = {
    terms: [...passages.keys()],
    countPassagesWith: (term) => passages.get(term) ?? 0,
    fewest: 20,
    passages: 1_000_000,
    isOrdinary: isOrdinaryWord,
    ...overrides,
  }
  return Object.fromEntries(correctSpelling(query, unknown, vocabulary).map(({ typed, meant }) => [typed, meant]))
}

test.each([
  ['a letter too few', 'lamda timout', { lamda: 'lambda', timout: 'timeout' }],
  ['a letter too many', 'buckett', { buckett: 'bucket' }],
  ['a wrong letter', 'bocket', { bocket: 'bucket' }],
  ['two neighbours in the wrong order', 'bukcet', { bukcet: 'bucket' }],
  ['a slip in the ending, where the stem differs in more', 'configuraton', { configuraton: 'configuration' }],
  ['two slips in a long word', 'authentification', { authentification: 'authent' }],
  ['a capital at the beginning', 'Lamda', { lamda: 'lambda' }],
])('%s is corrected', (_, text, corrections) => {
  expect(read(text)).toEqual(corrections)
})

test.each([
  ['an ordinary English word', 'the whole progress of shards'],
  ['a word that the thesaurus has on a side of any line, though not understood here', 'wipe dead'],
  ['an identifier with digits', 'bucke7 policy3'],
  ['an identifier with inner capitals', 'getBukcet'],
  ['an identifier with a sign inside', 'bukcet_polcy s3:bukcet bukcet-polcy aws.bukcet'],
  ['what is all in capitals', 'BUKCET POLCY'],
  ['a word that is also typed as an identifier', 'bukcet in my_bukcet'],
  ['a word near an identifier only', 'putobjct'],
  ['a short name', 'juno junos suse'],
  ['a name near a word with another first letter', 'hcatalog'],
  ['a word with a short stem', 'sitewise'],
])('%s stays', (_, text) => {
  expect(read(text)).toEqual({})
})

test('what the thesaurus understood stays, whatever else is known of it', () => {
  expect(read('bring it bakc', { isOrdinary: () => false })).toEqual({})
  expect(read('wipe', { isOrdinary: () => false })).toEqual({})
})

test('the word in more passages is meant, and one in clearly few never', () => {
  expect(read('regien')).toEqual({ regien: 'region' })
  expect(read('regimee')).toEqual({})
})

test('lists are read only when a correction is about to be made', () => {
  let asked = 0
  const isOrdinary = () => {
    asked += 1
    return false
  }
  read('bucket policy zzzzqqq BUKCET', { isOrdinary })
  expect(asked).toBe(0)
  read('bukcet', { isOrdinary })
  expect(asked).toBe(1)
})

/** What is read where the index holds the words so often. */
function readHeld(text: string, passages: Record<string, number>): Record<string, string> {
  const counts = new Map(Object.entries(passages).map(([word, count]) => [stem(word), count]))
  const query = parseQuery(text)
  const doubtful = query.terms.map(({ term }) => term).filter((term) => mayBeSlip(counts.get(term) ?? 0, 100_000))
  const vocabulary: Vocabulary = {
    terms: [...counts.keys()],
    countPassagesWith: (term) => counts.get(term) ?? 0,
    fewest: 20,
    passages: 100_000,
    isOrdinary: isOrdinaryWord,
  }
  return Object.fromEntries(correctSpelling(query, doubtful, vocabulary).map(({ typed, meant }) => [typed, meant]))
}

test('a slip that the documentation makes too is one where another word stands in thousands of times more passages', () => {
  const passages = { lamda: 1, lambda: 7000, permision: 3, permission: 9000, provisoned: 1, provisioned: 2400 }
  expect(readHeld('lamda provisoned permision', passages)).toEqual({
    lamda: 'lambda',
    provisoned: 'provisioned',
    permision: 'permission',
  })
  expect(readHeld('retreive secuirty', { retreive: 1, retrieve: 3000, secuirty: 2, security: 9000 })).toEqual({
    retreive: 'retrieve',
    secuirty: 'security',
  })
})

test.each([
  ['a wrong letter', 'codec', { codec: 1, coded: 9000 }],
  ['a word that is not far rarer', 'containerd', { containerd: 2, contained: 2700 }],
  ['a word of the same stem', 'parameterized', { parameterized: 1, parameter: 9000 }],
  ['two words written as one', 'networkacl', { networkacl: 1, network: 9000, acl: 400 }],
  ['an ordinary word', 'brake', { brake: 1, brakes: 1, break: 9000 }],
  ['two slips', 'documentdb', { documentdb: 3, document: 11_000 }],
  ['an identifier', 'lamda_x x.lamda', { lamda: 1, lambda: 9000 }],
])('of what the documentation has, %s stays', (_, text, passages) => {
  expect(readHeld(text, passages)).toEqual({})
})

test('of a corrected query what counts as an identifier is corrected as well', () => {
  const [term = ''] = parseQuery('lamda').sequence
  const corrections = [{ from: term, to: 'lambda', typed: 'lamda', meant: 'lambda' }]
  const { identifiers, plainIdentifiers } = applyCorrections(parseQuery('lamda timeout'), corrections)
  expect(identifiers).toEqual(['lambda', 'timeout'])
  expect(plainIdentifiers.get('lambda')).toBe('lambda')
})
