import { describe, expect, it } from 'vitest'
import { LABEL_MARK, listLabelTerms, toAskedTailTerm, toLabelTerm, toTailTerm } from '../../../src/core/text/labels.ts'
import { toTerms } from '../../../src/core/text/terms.ts'

describe('labels of a text', () => {
  it.each([
    ['- **Burning time** – How long the lamp burns.', ['burn', 'time']],
    ['1. *Wick*: what burns', ['wick']],
    ['- `wickLength` – in millimetres', ['wick', 'length']],
    [
      '| Burning [time](https://docs.aws.amazon.com/lamp/latest/dg/a-page-with-a-long-name-that-is-no-label.html) (hours) | 2 |',
      ['burn', 'time'],
    ],
    ['| Oil per lamp | 2 litres |', ['oil', 'per', 'lamp']],
    ['> **Glass**  \n> It breaks.', ['glass']],
    ['**[Shade](https://docs.aws.amazon.com/lamp/latest/dg/shade.html)** – above', ['shade']],
  ])('%s', (markdown, terms) => {
    expect(listLabelTerms(markdown)).toEqual([toTerms(terms.join(' '))])
  })

  it('are no bold words inside a sentence', () => {
    expect(listLabelTerms('Choose **Save** and wait. `wick` is no label | nor this |')).toEqual([])
  })
})

describe('the term of a label', () => {
  const toTermOf = (label: string) => toLabelTerm(toTerms(label))

  it('is the same whatever the order, the number and what asks how much', () => {
    expect(toTermOf('Maximum message size')).toBe(toTermOf('sizes of messages'))
    expect(toTermOf('Number of shards (default)')).toBe(toTermOf('shard limit'))
  })

  it('is that of no word and of no other label', () => {
    for (const label of ['shard', 'message size']) {
      expect(toTermOf(label)?.startsWith(LABEL_MARK)).toBe(true)
      expect(toTerms(`${LABEL_MARK}${label}`)).toEqual(toTerms(label))
    }
    expect(toTermOf('message')).not.toBe(toTermOf('message size'))
  })

  it('stands for a label without its first word, but not for a label that is no more than that', () => {
    const tail = toTailTerm(toTerms('Function timeout (seconds)'))
    expect(tail).toBe(toAskedTailTerm(toTerms('timeouts seconds')))
    expect(tail).not.toBe(toTermOf('timeouts seconds'))
    expect(toTailTerm(toTerms('Timeout'))).toBeUndefined()
  })

  it('is there where something is named, in at most four words', () => {
    expect(toTermOf('Maximum number')).toBeUndefined()
    expect(toTermOf('lamp wick oil glass')).toBeDefined()
    expect(toTermOf('lamp wick oil glass shade')).toBeUndefined()
  })
})
