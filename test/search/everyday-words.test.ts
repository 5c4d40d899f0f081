// The thesaurus of queries: that its file keeps its own rules, and how its phrases are found.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toTerms } from '../../src/core/text/terms.ts'
import { parseEverydayWords, understand } from '../../src/search/thesaurus/thesaurus.ts'

const LIST = readFileSync(new URL('../../data/everyday-words.txt', import.meta.url), 'utf8')
const LINES = LIST.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

/** What a phrase is compared by. */
const toKey = (phrase: string) =>
  parseEverydayWords(`${phrase} = any`)
    .map(({ tokens }) => tokens.join(' '))
    .join()

describe('the list', () => {
  test('every line is "said, said = meant, meant"', () => {
    expect(LINES.filter((line) => !/^[^=,]+(, [^=,]+)* = [^=,]+(, [^=,]+)*$/.test(line))).toEqual([])
  })

  test('no phrase stands twice, in whatever form of its words', () => {
    const phrases = parseEverydayWords(LIST)
    expect(phrases.length).toBeGreaterThan(1000)
    const keys = phrases.map(({ tokens }) => tokens.join(' '))
    expect(phrases.filter((_, at) => keys.indexOf(keys[at] ?? '') !== at).map(({ text }) => text)).toEqual([])
  })

  test('every phrase begins and ends with a word, and every meaning leaves a term', () => {
    const phrases = parseEverydayWords(LIST)
    expect(phrases.filter(({ tokens }) => [undefined, '*'].includes(tokens[0]) || tokens.at(-1) === '*')).toEqual([])
    const meanings = LINES.flatMap((line) => line.split(' = ')[1]?.split(', ') ?? [''])
    expect(meanings.filter((meaning) => toTerms(meaning).length === 0)).toEqual([])
  })

  test('no phrase means itself', () => {
    const circular = LINES.filter((line) => {
      const [said = '', meant = ''] = line.split(' = ')
      const meanings = new Set(meant.split(', ').map(toKey))
      return said.split(', ').some((phrase) => meanings.has(toKey(phrase)))
    })
    expect(circular).toEqual([])
  })
})

test('whatever a phrase begins with, it is found by its own words', () => {
  const lost = parseEverydayWords(LIST).filter(({ text, meant }) => {
    // Phrases of Japanese lines are for Japanese questions.
    const found = new Set(understand(`${text.replaceAll('*', ' lamp ')} の`).meant)
    return !meant.every((term) => found.has(term))
  })
  expect(lost.map(({ text }) => text)).toEqual([])
})

const listDocumentationTerms = (text: string) => understand(text).meant

describe('in a query', () => {
  test('takes the phrase that says every word before one of the same length with a gap', () => {
    const dying = listDocumentationTerms('the containers start and die again')
    expect(dying).toEqual(expect.arrayContaining(toTerms('exit code')))
    expect(dying).not.toEqual(expect.arrayContaining(toTerms('reboot')))
    expect(listDocumentationTerms('start it again')).toEqual(expect.arrayContaining(toTerms('reboot')))
  })

  test('names the words that said something, gaps and all others left out', () => {
    expect([...understand('please bring the lamps back').matched]).toEqual(['bring', 'back'])
  })

  test('a word of speech adds the words of the documentation, in any form, case and width', () => {
    for (const query of ['wipe it', 'WIPED', 'wiping disks?', 'ｗｉｐｅ']) {
      expect(listDocumentationTerms(query)).toEqual(expect.arrayContaining(toTerms('delete remove')))
    }
  })

  test('to ask what something is adds nothing: it is asked for by its name', () => {
    for (const text of ['what is a permission set', "what's a target group?", 'what exactly is an execution role'])
      expect(understand(text).meant).toEqual([])
  })

  test('a word of the documentation adds nothing', () => {
    expect(listDocumentationTerms('delete objects')).toEqual([])
    expect(listDocumentationTerms('オブジェクトの削除')).toEqual([])
  })

  test('a word of the documentation is not taken for another of the same stem', () => {
    const words =
      'terminate authentication outside anonymous different initial retention-period script Enterprise-Edition zip'
    for (const word of words.split(' ')) expect(listDocumentationTerms(word), word).toEqual([])
    expect(listDocumentationTerms('spot interruptions')).toEqual([])
    expect(listDocumentationTerms('mail')).not.toEqual(expect.arrayContaining(toTerms('quota')))
  })

  test('a general word does not bring what one service calls it', () => {
    for (const name of ['AWS RAM', 'AWS Firewall Manager', 'Glue crawler', 'nightly'])
      expect(listDocumentationTerms(name), name).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(memori|bot|group|queue)$/)]),
      )
    expect(listDocumentationTerms('is it useful to split a shard')).not.toEqual(
      expect.arrayContaining(toTerms('health')),
    )
    for (const text of ['when a job fails', 'log files pile up', 'how many different speakers'])
      expect(listDocumentationTerms(text), text).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(troubleshoot|queue|label)$/)]),
      )
    expect(listDocumentationTerms('renews by itself')).not.toEqual(expect.arrayContaining(toTerms('lifecycle')))
    expect(listDocumentationTerms('old records vanish by themselves')).toEqual(
      expect.arrayContaining(toTerms('expire')),
    )
  })

  test.each([
    ['how long are camera recordings kept', 'retention'],
    ['it works for me but not for her', 'permissions'],
    ['a colleague left last week', 'deactivate'],
    ['is it us or is Amazon having a bad day', 'health'],
    ['our card was refused', 'payment'],
    ['undoing failed as well', 'rollback'],
    ['keep old and new alive until the day we switch', 'cutover'],
    ['patch only at the weekend', 'maintenance'],
    ['how many days does it keep my metrics', 'retention'],
    ['get a mail when a build breaks', 'notification'],
    ['let running requests finish', 'draining'],
    ['a tenth of the visitors', 'weighted'],
    ['can the list not be reached from outside', 'private'],
    ['A or B, which of the two', 'choosing'],
    ['install the newest Windows updates', 'patch'],
    ['what may the other team do', 'permissions'],
    ['both change or not at all', 'transaction'],
    ['somebody has to say OK', 'approval'],
    ['a query that makes it slow for everybody', 'workload'],
    ['one address hammers our shop', 'rate-based'],
    ['run the old messages again', 'reprocess'],
    ['when a new machine comes up', 'launch'],
    ['files they saved are gone', 'persistent'],
    ['which of them lack a tag', 'untagged'],
    ['more than 500 dollars a month', 'budget'],
    ['the same thing in all our accounts', 'StackSets'],
    ['every time somebody adds a file', 'trigger'],
    ['show me what would change', 'preview'],
    ["I can't edit the preset", 'modify'],
    ['the invoice run comes out twice, sent twice', 'idempotent'],
    ['each branch sees its turnover', 'row-level'],
    ['the importer reads all files', 'partition'],
    ['our consumer was down for a day', 'retention'],
    ['put the caller through', 'transfer'],
    ['opening hours of the hotline', 'hours'],
    ['offer words while they type', 'autocomplete'],
  ])('%s: %s', (query, meaning) => {
    expect(listDocumentationTerms(query)).toEqual(expect.arrayContaining(toTerms(meaning)))
  })

  test('an English phrase is found as whole words, not inside others or inside an identifier', () => {
    expect(listDocumentationTerms('cheap')).toEqual(expect.arrayContaining(toTerms('cost')))
    expect(listDocumentationTerms('cheapskate')).toEqual([])
    expect(listDocumentationTerms('max_connections')).toEqual([])
  })

  test('a hyphen and a typographer’s apostrophe make no difference', () => {
    expect(listDocumentationTerms('two factor')).toEqual(listDocumentationTerms('two-factor'))
    expect(listDocumentationTerms('why can’t I')).toEqual(listDocumentationTerms("why can't I"))
  })

  test('one to three words may stand in a gap, and are read themselves', () => {
    const off = listDocumentationTerms('switch off')
    expect(listDocumentationTerms('switch it off')).toEqual(off)
    expect(listDocumentationTerms('switch all of them off')).toEqual(off)
    expect(listDocumentationTerms('switch this and all of them off')).toEqual([])
    expect(listDocumentationTerms('switch cheap ones off')).toEqual(
      expect.arrayContaining([...off, ...toTerms('cost')]),
    )
  })

  test('the longest phrase at a place counts alone', () => {
    expect(listDocumentationTerms('it fails')).toEqual(expect.arrayContaining(toTerms('error')))
    expect(listDocumentationTerms('it fails over')).toEqual(toTerms('failover'))
  })

  test('a Japanese phrase is found inside a sentence', () => {
    expect(listDocumentationTerms('昨日の表を消してしまいました')).toEqual(expect.arrayContaining(toTerms('削除')))
    expect(listDocumentationTerms('ＩＰを固定したい')).toEqual(expect.arrayContaining(toTerms('静的')))
  })

  test('in Japanese up to ten characters may stand in a gap', () => {
    const who = expect.arrayContaining(toTerms('event history'))
    expect(listDocumentationTerms('だれがインスタンスを消したのか')).toEqual(who)
    expect(listDocumentationTerms('だれが本番のデータベースのインスタンスを消したのか')).not.toEqual(who)
  })

  test('what cannot be done is trouble, and what is not to be is a wish', () => {
    const trouble = expect.arrayContaining(toTerms('troubleshoot'))
    expect(listDocumentationTerms('ターゲットを追加できない')).toEqual(trouble)
    expect(listDocumentationTerms('ターゲットを追加できないようにしたい')).not.toEqual(trouble)
  })
})

describe('a wish in Japanese has the name of the feature', () => {
  test.each([
    ['画像を差し替えたのに古いものが出る', 'invalidation'],
    ['シークレットを別のアカウントから読みたい', 'resource policy'],
    ['VPN につなぐとネットが見られない', 'split tunnel'],
    ['最初の一回だけ応答が遅い', 'cold start'],
    ['インスタンスを消してもディスクは残したい', 'DeleteOnTermination'],
    ['アドレス帯がかぶっている', 'overlapping'],
    ['キューの中身を消したい', 'purge'],
    ['請求書をまとめたい', 'consolidated billing'],
    ['なくしたスマホのメールを消したい', 'remote wipe'],
    ['踏み台なしで入りたい', 'Session Manager'],
    ['同じ人ではなく芸能人を見分けたい', 'celebrity'],
    ['前のバージョンを出し直したい', 'roll back'],
  ])('%s: %s', (query, feature) => {
    expect(listDocumentationTerms(query)).toEqual(expect.arrayContaining(toTerms(feature)))
  })

  test.each([
    ['時間を入れて読みたい', 'SSML'],
    ['スナップショットを別のリージョンにコピーしたい', 'share'],
    ['タグを使ってアクセスを決めたい', 'groups'],
    ['浮動小数点の桁数を教えて', 'ALTER'],
  ])('%s: not %s', (query, feature) => {
    expect(listDocumentationTerms(query)).not.toEqual(expect.arrayContaining(toTerms(feature)))
  })
})
