import { expect, test } from 'vitest'
import { cleanDescription } from '../../../src/core/text/clean-description.ts'

const LONG = 'A lamp gives light, and this sentence is here to make the text as long as the site lets one be. '

test.each([
  ['Turn a lamp on and off.', 'Turn a lamp on and off.'],
  ['', ''],
  ['Lamp API Reference', 'Lamp API Reference'],
  ['See [Dimming a lamp](dimming.md#steps) first.', 'See Dimming a lamp first.'],
  ['See [limits (soft)](https://docs.aws.amazon.com/lamp/latest/dg/a_(b).html).', 'See limits (soft).'],
  [`${LONG}It can be dimmed and it can be colo`, `${LONG}It can be dimmed and it can be…`],
  [`${LONG}Whole words (and more`, `${LONG}Whole words (and…`],
  [`${LONG}It depends on the [request context](intr`, `${LONG}It depends on the request context…`],
  [`${LONG}It depends on the [request con`, `${LONG}It depends on the request…`],
  [`${LONG}It ends here.`, `${LONG}It ends here.`],
  [`${'ランプは部屋を明るくします。'.repeat(10)}部屋の明る`, `${'ランプは部屋を明るくします。'.repeat(10)}部屋の明る…`],
])('%j is shown as %j', (given, shown) => {
  expect(cleanDescription(given)).toBe(shown)
})
