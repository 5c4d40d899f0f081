// Makes data/japanese-synonyms.txt, what Japanese words are called in English, from the Sudachi synonym dictionary:
// npm run data:japanese. Only what can stand in technical documentation is taken. With the other fields left in
// (13,700 lines instead of 8,200), three of five measured runs lost a query at the first hit and none gained one.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { toTerms } from '../../src/core/text/terms.ts'
import { readOptions } from '../read-options.ts'

const PACKAGE = 'sudachi-synonyms-dictionary'
const TARGET = new URL('../../data/japanese-synonyms.txt', import.meta.url)

const GROUPS = z.array(
  z.object({
    items: z.array(
      z.object({
        /** 2: taken out by the editors of the dictionary. */
        expandControl: z.coerce.number(),
        gokeiSyubetsu: z.string(),
        hyoukiYure: z.string(),
        bunya: z.array(z.string()),
        midashi: z.string(),
      }),
    ),
  }),
)
type Group = z.infer<typeof GROUPS>[number]

/** Fields whose words are names, or which documentation on computing does not speak of. */
const OTHER_FIELDS = new Set(
  (
    '企業名 旧企業名 人名 人 地名 大学名 国名 組織名 旧組織名 店 店名 キャラ 商品 ' +
    'スポーツ 動植物 料理 ファッション 音楽 美容 娯楽 医療 色 化学 地形 観光 不快'
  ).split(' '),
)
const MOST_MEANINGS = 3
const MISTAKES = new Set(['間違い', '間違い表記'])
const JAPANESE = /^[\u3041-\u309f\u30a1-\u30fa\u30fc\u3005\u3400-\u9fff]{2,}$/
/** Two characters of katakana are as often a part of a longer word: ラン of ランク. */
const TOO_SHORT = /^[\u3041-\u309f]+$|^[\u30a1-\u30fc]{2}$/
/** One to three words. Capitals inside a sentence are names, but for abbreviations. */
const ENGLISH = /^(?:[A-Z]{2,}|[a-z][a-z-]*)(?: (?:[A-Z]{2,}|[a-z][a-z-]*)){0,2}$/

function main(): void {
  const folder = dirname(createRequire(import.meta.url).resolve(PACKAGE))
  const { version } = z.object({ version: z.string() }).parse(readJson(join(folder, 'package.json')))
  const groups = GROUPS.parse(readJson(join(folder, `${PACKAGE}.json`)))
  const lines = makeLines(groups)
  writeFileSync(TARGET, `${makeHead(version)}\n\n${lines.join('\n')}\n`)
  console.log(`${lines.length} lines from ${groups.length} groups of ${PACKAGE} ${version}`)
}

/**
 * Words that mean the same share a line; a word of several groups means what all of them say, in the order of the
 * dictionary.
 */
function makeLines(groups: readonly Group[]): string[] {
  const meanings = new Map<string, Set<string>>()
  for (const group of groups) {
    const items = group.items.filter(isUseful)
    if (group.items.some(({ bunya }) => bunya.some((field) => OTHER_FIELDS.has(field)))) continue
    const english = items.map(({ midashi }) => midashi).filter(isEnglish)
    for (const { midashi } of english.length > 0 ? items : []) {
      const word = dropLongVowel(midashi)
      if (!JAPANESE.test(word) || TOO_SHORT.test(word)) continue
      meanings.set(word, new Set([...(meanings.get(word) ?? []), ...english]))
    }
  }
  const words = new Map<string, string[]>()
  for (const [word, all] of meanings) {
    const english = [...all].slice(0, MOST_MEANINGS).join(', ')
    words.set(english, [...(words.get(english) ?? []), word])
  }
  return [...words].map(([english, japanese]) => `${japanese.sort().join(', ')} = ${english}`).sort()
}

function isUseful({ expandControl, gokeiSyubetsu, hyoukiYure }: Group['items'][number]): boolean {
  return expandControl !== 2 && !MISTAKES.has(gokeiSyubetsu) && !MISTAKES.has(hyoukiYure)
}

function isEnglish(text: string): boolean {
  return ENGLISH.test(text) && toTerms(text).length > 0
}

function dropLongVowel(word: string): string {
  return word.length > 2 && word.endsWith('ー') ? word.slice(0, -1) : word
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function makeHead(version: string): string {
  return (
    '# What Japanese words are called in English: read by src/search/languages/japanese-vocabulary.ts ' +
    'after data/japanese-words.txt, which wins.\n' +
    '# Made by scripts/release/build-japanese-synonyms.ts (npm run data:japanese): correct that, not ' +
    'this.\n' +
    '#\n' +
    `# A selection, in another form, from the npm package ${PACKAGE} ${version}, which is the synonym ` +
    'dictionary of SudachiDict\n' +
    '# (https://github.com/WorksApplications/SudachiDict).\n' +
    '#   Copyright (c) 2017 Works Applications Co., Ltd.; Copyright 2019 azu\n' +
    '#   Licensed under the Apache License, Version 2.0: japanese-synonyms.LICENSE, ' +
    'http://www.apache.org/licenses/LICENSE-2.0'
  )
}

readOptions({})
main()
