// Sections that a short name means: where one title alone ends or begins with it, and what sections of many pages are
// usually called in English and Japanese. Pure.

import type { Section } from '../core/model/page.ts'
import { foldCase } from '../core/text/fold-case.ts'
import { holdsTitle, normalizeTitle } from './normalize-title.ts'

/** Each line is one section under several names, as the site's guides write them and as readers do. */
const USUAL_NAMES: readonly (readonly string[])[] = [
  ['Syntax', '構文', 'シンタックス'],
  ['Examples', 'Example', '例', '使用例', 'サンプル'],
  ['Parameters', 'Parameter', 'パラメータ', 'パラメーター'],
  ['Arguments', 'Argument', '引数'],
  ['Usage notes', '使用に関する注意事項', '使用上の注意', '使用上の注意事項', '使用に関する注意', '使用に関するメモ'],
  ['Returns', 'Return value', 'Return values', '戻り値'],
  ['Return type', 'Return types', '戻り型', '戻り値の型'],
  ['Errors', 'エラー'],
  ['Prerequisites', '前提条件'],
  ['Required privileges', '必要な権限'],
  ['See also', '関連項目', '以下の資料も参照してください。'],
  ['Troubleshooting', 'トラブルシューティング'],
]

/** What may stand between a name and the rest of a title. No sign that makes it another name: C is not C++. */
const BETWEEN = /[\s:,、()「」–—]/

/** The section whose title alone begins or ends with the name as whole words. */
export function findByWholeWords(wanted: string, sections: readonly Section[]): readonly Section[] {
  const name = foldTitle(wanted)
  if (name.length < 2 && !/\p{Script=Han}/u.test(name)) return []
  const found = sections.filter(({ title }) => endsOrBegins(foldTitle(title), name))
  return new Set(found.map(({ title }) => title)).size === 1 ? found : []
}

/** The section whose title alone holds every word, or another usual name of it: "COPY の構文", "syntax of COPY". */
export function findByEveryWord(wanted: string, sections: readonly Section[]): readonly Section[] {
  const words = foldTitle(wanted).split(JOINTS).filter(Boolean)
  if (words.length < 2) return []
  const named = words.map((word) => [word, ...listUsualNames(word)].map(normalizeTitle))
  const found = sections.filter(({ title }) => {
    const folded = normalizeTitle(title)
    return named.every((names) => names.some((name) => name !== '' && holdsTitle(folded, name)))
  })
  return new Set(found.map(({ title }) => title)).size === 1 ? found : []
}

const JOINTS = /[\s:,、()「」–—]+(?:(?:of|the|for|in|a)\s+)*|の/

/** Other usual names of the section. */
export function listUsualNames(wanted: string): readonly string[] {
  const name = foldTitle(wanted)
  const names = USUAL_NAMES.find((all) => all.some((one) => foldTitle(one) === name)) ?? []
  return names.filter((one) => foldTitle(one) !== name)
}

function endsOrBegins(title: string, name: string): boolean {
  if (title.length <= name.length) return false
  return (
    (title.startsWith(name) && BETWEEN.test(title.charAt(name.length))) ||
    (title.endsWith(name) && BETWEEN.test(title.charAt(title.length - name.length - 1)))
  )
}

function foldTitle(title: string): string {
  return foldCase(title).replace(/\s+/g, ' ').trim()
}
