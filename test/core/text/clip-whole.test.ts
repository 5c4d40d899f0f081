import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipWhole } from '../../../src/core/text/clip-whole.ts'
import { listCodeBlocks } from '../../../src/core/text/markdown-blocks.ts'

const PROSE = 'The lamp is lit by its owner, who has a match. It burns for a night.'
const CODE = '```sh\nlamp on\nlamp level 40\nlamp off\n```'
const TABLE = '| Lamp | Light |\n| --- | --- |\n| Oil | dim |\n| Gas | bright |\n| Arc | glaring |'

test('what is short enough stays as it is', () => {
  expect(clipWhole(CODE, 500)).toBe(CODE)
})

test.each([
  ['in a code block, before it', `${PROSE}\n\n${CODE}`, PROSE.length + 20, `${PROSE}\n\n…`],
  ['in a row, before the row', `${PROSE}\n\n${TABLE}`, PROSE.length + 55, `${PROSE}\n\n${TABLE.slice(0, 44)}\n\n…`],
  ['in the header of a table, before the table', `${PROSE}\n\n${TABLE}`, PROSE.length + 10, `${PROSE}\n\n…`],
  ['in a code block that comes first, to nothing', CODE, 20, '…'],
  ['below a heading, before it', `${PROSE}\n\n## Parts\n\n${CODE}`, PROSE.length + 20, `${PROSE}\n\n…`],
  ['below a line in bold, before it', `${PROSE}\n\n**Parts**\n\n${CODE}`, PROSE.length + 20, `${PROSE}\n\n…`],
  ['below a gap, before it', `${PROSE}\n\n[…]\n\n## Parts\n\n${CODE}`, PROSE.length + 25, `${PROSE}\n\n…`],
  ['in prose, at a blank', PROSE, 30, 'The lamp is lit by its owner, …'],
])('a cut that would fall %s is made there', (_, text, longest, clipped) => {
  expect(clipWhole(text, longest)).toBe(clipped)
})

test('whatever stands in it and wherever it is cut, no code and no row is torn', () => {
  const text = fc.array(fc.constantFrom(PROSE, CODE, TABLE, '* a\n* b'), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(text, fc.nat(600), (parts, longest) => {
      const clipped = clipWhole(parts.join('\n\n'), longest)
      const blocks = listCodeBlocks(clipped).map(({ start, end }) => clipped.slice(start, end))
      expect(blocks.every((block) => block === CODE)).toBe(true)
      for (const row of clipped.split('\n').filter((line) => line.startsWith('|'))) expect(TABLE).toContain(row)
      expect(clipped.length).toBeLessThanOrEqual(Math.max(longest, 0) + 4)
    }),
  )
})
