import { expect, it } from 'vitest'
import { DocsError, toMessage } from '../../src/core/model/errors.ts'

it('an error says what happened and what to do as one paragraph, and keeps its cause', () => {
  const cause = new Error('disk')
  const error = new DocsError('NO_INDEX', 'There is no index.', { hint: 'Run "crawl".', cause })
  expect([error.advice, error.cause, error.code]).toEqual(['There is no index. Run "crawl".', cause, 'NO_INDEX'])
  expect(new DocsError('OFFLINE', 'No network.').advice).toBe('No network.')
  expect('cause' in new DocsError('OFFLINE', 'No network.')).toBe(false)
})

it('whatever was thrown has a message', () => {
  expect([new Error('a'), 'b', 3, undefined, null].map(toMessage)).toEqual(['a', 'b', '3', 'undefined', 'null'])
})
