// Words to their stems, so that singular and plural, British and American spelling meet. Pure; the same for indexing
// and for queries.

import { stemmer } from 'stemmer'

const cache = new Map<string, string>()
/** Documentation uses some 100,000 word forms; past this the cache starts anew rather than grow without bound. */
const CACHE_SIZE = 200_000

/** `word` is lower-case a-z; words with digits and very short ones are kept as they are. */
export function stem(word: string): string {
  const known = cache.get(word)
  if (known !== undefined) return known
  const result = word.length < 3 || /[^a-z]/.test(word) ? word : stemmer(americanize(word))
  if (cache.size >= CACHE_SIZE) cache.clear()
  cache.set(word, result)
  return result
}

// Only the endings matter, and only that both spellings come out the same: "otherwise" becoming "otherwize" on both
// sides does no harm.
function americanize(word: string): string {
  return word
    .replace(/^(.{3,})our(s|ed|ing|ful|ite|able|al)?$/, '$1or$2')
    .replace(/^(.{3,})is(e|es|ed|er|ers|ing|ation|ations)$/, '$1iz$2')
    .replace(/^(.{2,})ys(e|es|ed|er|ers|ing)$/, '$1yz$2')
    .replace(/^(.{2,}[bcdfghkmnptv])tre(s?)$/, '$1ter$2')
    .replace(/^(.{2,})(c|f)ence(s?)$/, '$1$2ense$3')
    .replace(/^(.{3,})ogue(s?)$/, '$1og$2')
    .replace(/^(cancel|label|model|travel|signal|level|channel|tunnel|total)l(ed|ing|er|ers|ation)$/, '$1$2')
    .replace(/^grey/, 'gray')
    .replace(/^artefact/, 'artifact')
}
