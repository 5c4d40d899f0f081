// A question that ends in asking for an answer is about what stands before that.

import { expect, test } from 'vitest'
import { dropRequest } from '../../src/search/languages/drop-request.ts'

test.each([
  ['キーマテリアルのインポートの手順', 'キーマテリアルのインポート'],
  ['データをロードする手順を教えてください。', 'データをロード'],
  ['抑制ルールの詳細', '抑制ルール'],
  ['抑制ルールの詳細について知りたいです', '抑制ルール'],
  ['コスト配分タグに関するドキュメント', 'コスト配分タグ'],
  ['起動制約についての説明', '起動制約'],
  ['起動制約について詳しく説明してください', '起動制約'],
  ['証跡のドキュメントはどこですか？', '証跡'],
  ['証跡の作成方法', '証跡の作成方法'],
  ['SSM のドキュメント', 'SSM のドキュメント'],
  ['詳細モニタリング', '詳細モニタリング'],
  ['支払い方法を教えて', '支払い方法を教えて'],
  ['列の説明', '列の説明'],
  ['手順を教えてください', '手順を教えてください'],
  ['の手順', 'の手順'],
])('%s', (text, asked) => {
  expect(dropRequest(text)).toBe(asked)
})
