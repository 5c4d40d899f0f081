import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { findSpeechWeights } from '../../src/search/query/speech-words.ts'

const weigh = (text: string) => Object.fromEntries(parseQuery(text).terms.map(({ term, weight }) => [term, weight]))

describe('words of speech', () => {
  it('weigh less than what is asked about, the emptier the less', () => {
    expect(weigh('somebody deleted three snapshots of our volume yesterday')).toMatchObject({
      somebodi: 0.3,
      yesterdai: 0.3,
      three: 0.6,
      snapshot: 1,
      volum: 1,
    })
  })

  it('weigh as much as others where there is hardly anything else to go by', () => {
    expect(weigh('something strange')).toEqual({ someth: 1, strang: 1 })
    expect(weigh('keep away strange visitors')).toMatchObject({ strang: 1, keep: 1 })
  })

  it.each([
    ['keep-alive timeout of the broker, and how long it will keep a session', 'keep'],
    ['what does the parameter LastStatus of a broken pipeline say', 'last'],
    ['which pipeline has the tag `nobody` on its stage', 'nobodi'],
    ['the rule "every morning" of my pipeline does not fire', 'everi'],
    ['pipelines say /home/nobody/app was not found', 'nobodi'],
  ])('are not what stands in a name, an identifier or a quotation: %s', (text, term) => {
    expect(findSpeechWeights(text).has(term)).toBe(false)
  })

  it('count for no less in what a program printed', () => {
    expect(weigh('ERROR: something went wrong while reading the manifest: nobody owns it')).toMatchObject({ wrong: 1 })
  })

  it('do not weigh twice for being understood as well', () => {
    // "Nobody" means to deny, too.
    expect(weigh('nobody may read the objects of a bucket')).toMatchObject({ nobodi: 0.3 })
  })
})
