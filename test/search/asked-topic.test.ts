// Who asks what something is names it, and wants the page on it rather than one of its details.

import { describe, expect, it, test } from 'vitest'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { makeQueryModel } from '../../src/search/query/query-model.ts'
import { findAskedTopic } from '../../src/search/ranking/query-kind.ts'

const findTopic = (text: string) => findAskedTopic(parseQuery(text))

describe('the topic that a query asks about', () => {
  it.each([
    ['what is a permission set', 'permission set'],
    ["What's a dead-letter queue?", 'dead-letter queue'],
    ['what does visibility timeout mean?', 'visibility timeout'],
    ['explain placement groups', 'placement groups'],
    ['tell me about S3 Object Lock', 'S3 Object Lock'],
    ['コスト配分タグとは', 'コスト配分タグ'],
    ['AWS SSO の許可セットって何ですか？', 'AWS SSO の許可セット'],
    ['Redshift の結果のキャッシュについて教えてください', 'Redshift の結果のキャッシュ'],
    ['可視性タイムアウトの意味', '可視性タイムアウト'],
  ])('%s', (text, topic) => {
    expect(findTopic(text)).toBe(topic)
  })

  it.each([
    'what is the maximum size of an object',
    'what is the price of a NAT gateway',
    'what does this error mean',
    'permission sets',
    'how do I explain a plan',
    'キャッシュを消したい',
    '料金について教えて',
    '最大サイズとは',
    'バケットとオブジェクトと',
    'ロールを消してって',
  ])('is not asked about by: %s', (text) => {
    expect(findTopic(text)).toBeUndefined()
  })
})

test('a long name is a question', () => {
  const askWhatIs = (text: string) => makeQueryModel(parseQuery(text), new Map()).asksWhatIs
  expect(askWhatIs('what is a permission set')).toBe(true)
  expect(askWhatIs('what is the difference between a queue and a topic')).toBe(false)
  expect(askWhatIs('許可セットとは')).toBe(true)
  expect(askWhatIs('標準キューと先入れ先出しキューの使い分けで注意することとは')).toBe(false)
})
