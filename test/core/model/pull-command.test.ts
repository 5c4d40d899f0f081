// What of a pull is configured.

import { expect, test } from 'vitest'
import { readPullDefaults } from '../../../src/core/model/pull-command.ts'

test.each([
  [{ offline: true }, { hasSource: false, hasKey: false }],
  [
    { offline: true, pullFrom: '/mnt/docs' },
    { hasSource: true, hasKey: false },
  ],
  [
    { offline: true, pullFrom: 'https://docs.example.com/aws', trustFile: 'a.pub' },
    { hasSource: false, hasKey: true },
  ],
  [
    { offline: false, pullFrom: 'https://docs.example.com/aws', trustFile: 'a.pub' },
    { hasSource: true, hasKey: true },
  ],
])('of %j', (options, expected) => {
  expect(readPullDefaults(options)).toEqual(expected)
})
