import { describe, expect, it } from 'vitest'
import { collectLinkContexts } from '../../src/core/text/link-context.ts'
import { readLinkedLines } from '../../src/core/text/linked-lines.ts'

const A = 'https://docs.aws.amazon.com/lamp/latest/dg/a.html'
const B = 'https://docs.aws.amazon.com/lamp/latest/dg/b.html#part'
const PATH_A = '/lamp/latest/dg/a.html'
const PATH_B = '/lamp/latest/dg/b.html'

const readContexts = (markdown: string) => Object.fromEntries(collectLinkContexts(readLinkedLines(markdown)))

describe('what a page says where it links', () => {
  it('takes the sentence with the link and the one before it, without the link’s own text', () => {
    expect(
      readContexts(
        `Bulbs are glass. A bulb can overheat. To avoid a fire, see [Setting the brightness](${A}) first. Sockets are round.`,
      ),
    ).toEqual({ [PATH_A]: ['bulb', 'overheat', 'avoid', 'fire', 'first'] })
  })

  it('stays within a paragraph, a list item and a table cell', () => {
    expect(
      readContexts(
        `Unrelated words.\n\n- Dim lights: [Brightness](${A})\n- Broken glass: [Bulbs](${B})\n\n| Colour | [Bulbs](${B}) warm |\n`,
      ),
    ).toEqual({ [PATH_A]: ['dim', 'light'], [PATH_B]: ['broken', 'glass', 'warm'] })
  })

  it('says nothing where there is only the link, or what stands beside every link', () => {
    expect(readContexts(`- [Brightness](${A})\n\nFor more information, see [Bulbs](${B}).`)).toEqual({
      [PATH_A]: [],
      [PATH_B]: [],
    })
  })

  it('says each term once, of all links to the page', () => {
    expect(readContexts(`Fire and smoke: [a](${A}).\n\nSmoke alarms: [a](${A}).`)[PATH_A]).toEqual([
      'fire',
      'smoke',
      'alarm',
    ])
  })

  it('cuts Japanese at its own full stop', () => {
    expect(readContexts(`電球は丸い。光が弱い。火事は[明るさ](${A})を参照。次の文。`)[PATH_A]).toContain('火事')
    expect(readContexts(`電球は丸い。光が弱い。火事は[明るさ](${A})を参照。次の文。`)[PATH_A]).not.toContain('電球')
  })

  it('leaves other sites out, and takes no time over what is hostile', () => {
    expect(readContexts('A fire: [x](https://example.com/a/b/c.html)')).toEqual({})
    expect(readContexts(`${'['.repeat(200_000)}](https://`)).toEqual({})
    expect(readContexts(`${'[a]('.repeat(50_000)}](https://${'a'.repeat(50_000)}`)).toEqual({})
  })
})
