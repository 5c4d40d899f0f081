// Commands that a user copies: which is advised, and that a shell takes it as it was meant.

import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  describeFirstStep,
  listGetCommands,
  nameIndex,
  quoteForShell,
  quoteGetCommands,
  writeGetCommand,
} from '../../../src/core/model/printed-commands.ts'
import { makeAnyText } from '../../any-text.ts'

const SOURCE = { hasSource: true, hasKey: true }
const online = { isOffline: false }
const offline = { isOffline: true }

describe('what gets a guide', () => {
  test.each([
    ['a crawl, where there is a network', online, ['aws-docs-offline crawl lamp-dg --locale ja_jp']],
    ['a source that is configured', { ...online, pull: SOURCE }, ['aws-docs-offline pull lamp-dg --locale ja_jp']],
    [
      'offline a bundle or a folder',
      offline,
      ['aws-docs-offline import FILE', 'aws-docs-offline pull lamp-dg --locale ja_jp --from FOLDER --trust KEY'],
    ],
    [
      'offline a folder that is configured',
      { ...offline, pull: SOURCE },
      ['aws-docs-offline import FILE', 'aws-docs-offline pull lamp-dg --locale ja_jp'],
    ],
  ])('is %s', (_, setting, commands) => {
    expect(listGetCommands('lamp-dg', setting, 'ja_jp')).toEqual(commands)
  })

  test('is told of an index that is not the usual one', () => {
    const namedIndex = '/srv/my docs/index.sqlite'
    expect(writeGetCommand('lamp-dg', { ...online, namedIndex })).toBe(
      "aws-docs-offline --index '/srv/my docs/index.sqlite' crawl lamp-dg",
    )
    expect(quoteGetCommands('lamp-dg', { ...offline, namedIndex })).toBe(
      `"aws-docs-offline --index '/srv/my docs/index.sqlite' import FILE" or ` +
        `"aws-docs-offline --index '/srv/my docs/index.sqlite' pull lamp-dg --from FOLDER --trust KEY"`,
    )
    expect(describeFirstStep({ ...offline, namedIndex })).not.toMatch(/crawl|aws-docs-offline (?!--index)/)
  })
})

describe('a sentence', () => {
  test('names the index in each of its commands, once', () => {
    const sentence = 'Try "aws-docs-offline doctor", or: aws-docs-offline crawl x. An aws-docs-offline index helps.'
    const told =
      'Try "aws-docs-offline --index /i doctor", or: aws-docs-offline --index /i crawl x. An aws-docs-offline index helps.'
    expect(nameIndex(sentence, '/i')).toBe(told)
    expect(nameIndex(told, '/i')).toBe(told)
    expect(nameIndex(sentence, undefined)).toBe(sentence)
  })

  test('names a file with signs of patterns as it is', () => {
    expect(nameIndex('aws-docs-offline status', "/$&/$1/$'")).toBe(`aws-docs-offline --index '/$&/$1/$'\\''' status`)
  })
})

test.skipIf(process.platform === 'win32')('a shell takes a quoted path as one word, whatever is in it', () => {
  const words = fc.sample(
    makeAnyText({ maxLength: 30 }).filter((text) => text !== '' && !text.includes('\0')),
    { numRuns: 300, seed: 7 },
  )
  const hostile = ["it's", '$(id)', '`id`', '"', '\\', '~', '*', '-n', ' ', 'a b', '日本 語']
  const asked = [...words, ...hostile]
  const script = `printf '%s\\0' ${asked.map(quoteForShell).join(' ')}`
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(asked)
})

test('a path of Windows is quoted for both its shells', () => {
  expect(quoteForShell('C:\\docs\\index.sqlite')).toBe('C:\\docs\\index.sqlite')
  expect(quoteForShell('C:\\my docs\\index.sqlite')).toBe('"C:\\my docs\\index.sqlite"')
})
