// Words that people need to tell what happened to them, and that say little about which page answers: who did it, when,
// how it felt, and the small verbs around it. Documentation has few of them, so by how rare they are they would
// outweigh what is asked. They are indexed and asked for like all others, for less. Pure.

import { normalizeText, toTerms } from '../../core/text/terms.ts'

/** Hardly ever on the page that answers. */
const EMPTY = `
# people
somebody someone anybody anyone nobody everybody everyone whoever guy guys folks man men woman women boss bosses chief
ceo colleague colleagues coworker coworkers mate buddy friend friends neighbour wife husband kid kids intern interns
# who is spoken of
ours mine yours theirs hers themselves itself himself herself ourselves yourself
# things without a name
something anything everything nothing somewhere anywhere everywhere nowhere whatever whichever wherever whenever stuff
# days and times of day
yesterday tomorrow tonight today overnight morning mornings afternoon evening evenings noon midday weekend weekends
monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
sundays january february april june july august september october november december christmas summer winter spring
autumn
# how long ago, how often
ago afterwards afterward recently lately soon later anymore meanwhile nowadays suddenly sometimes rarely seldom
usually forever ever until once already yet
# hedges and emphasis
really actually basically simply maybe perhaps probably apparently obviously honestly literally definitely certainly
surely sure somehow anyway anyhow anyways quite pretty almost nearly hardly barely totally absolutely seriously merely
kinda lots bunch plenty dozen dozens hundreds thousands millions half whole huge enormous massive big biggest tiny
long
# feelings and judgement
afraid scared worried worry worries worrying annoyed annoying annoys confused confusing frustrated frustrating stupid
silly weird strange odd nasty horrible terrible awful ugly nice great good bad worst wrong right happy unhappy sad
sorry hate hates love loves hope hopes hoping fear panic crazy ridiculous terrified surprised surprising surprise
painful pain unfortunately luckily thankfully hopefully finally boring tedious hassle nightmare mess messy mistake
accidentally wonder wonders wondering curious clueless helpless desperate desperately urgent urgently asap
# polite words
thank thanks hello hi hey dear kindly appreciate appreciated regards cheers greetings grateful
# to say and to think
says said say saying tell tells told telling talk talks talking spoke guess guesses think thinks thinking thought
believe believes suppose supposed realize realized realise realised noticed notice heard hear know knows knew known
forgot forgotten forget remember remembered wish wishes insist insists insisted complain complains complained
complaining promise promised look looks looked looking
# what happens
happen happens happened happening seem seems seemed tried tries went gone goes go going came coming become becomes
became taken takes took take taking keeps keep keeping stays stayed sits sat throw throws threw thrown grab grabs
grabbed fell falls fallen broke breaks break broken dies died gets stuck sold hand hands handed stood put puts putting
# where
outside away behind aside elsewhere nearby
# that join sentences
although though however because since whether while unless despite otherwise besides else hence may
# what is left of can't, doesn't, we'd
don doesn didn isn aren wasn weren hasn haven hadn wouldn shouldn couldn won ain cannot
`

/** Often beside the point, and sometimes the point. */
const SLIGHT = `
people person persons company firm office desk laptop house shop staff team teams employee employees visitor visitors
auditor auditors night nights week weeks month months minute minutes year years daytime always never again still next
last now every each both another one two three five six seven eight nine ten twenty thirty fifty hundred thousand
million back off left place come comes give gives gave given leave leaves leaving stay holds held hold picked pick
stand stands instead inside rather apart either neither entire completely exactly immediately straight directly
eventually often make makes made making find finds found finding help helps ask asks asked need needs needed want
wants wanted better best easy easily easier hard harder quick quickly slowly longer longest larger largest bigger
smaller smallest shorter possible enough extra real normal worse mean means meant decide decided explain figure
`

/**
 * What they weigh, of what they would by how rare they are. Of .05 to .4 for the first and .45 to .7 for the second all
 * measure nearly the same.
 */
const EMPTY_WEIGHT = 0.3
const SLIGHT_WEIGHT = 0.6
/** With fewer other words there is nothing else to go by. */
const FEWEST_OTHERS = 2
/** Who types fewer words in all has chosen each. */
const FEWEST_WORDS = 4

const weights = new Map([...readWords(SLIGHT, SLIGHT_WEIGHT), ...readWords(EMPTY, EMPTY_WEIGHT)])

function readWords(list: string, weight: number): [string, number][] {
  const lines = list.split('\n').filter((line) => !line.startsWith('#'))
  return lines.flatMap((line) => line.split(' ').filter(Boolean)).map((word) => [word, weight])
}

// A part of an identifier, of a hyphenated word or of something in quotes is no word of speech.
const SPOKEN = /(?<![\w"'“”`./:@$-])[A-Za-z]+(?![\w"“”`/:@$-]|\.\w)/g

/**
 * What the text's words of speech weigh, by term. One that stands in another word besides ("keep" of "keep-alive")
 * weighs what it does by itself.
 */
export function findSpeechWeights(text: string): ReadonlyMap<string, number> {
  if (text.trim().split(/\s+/).length < FEWEST_WORDS) return NONE
  const found = new Map<string, number>()
  const rest = normalizeText(text).replace(SPOKEN, (word) => {
    const weight = weights.get(word.toLowerCase())
    if (weight === undefined) return word
    for (const term of toTerms(word)) found.set(term, weight)
    return ' '
  })
  const others = new Set(toTerms(rest))
  for (const term of others) found.delete(term)
  return others.size < FEWEST_OTHERS ? NONE : found
}

const NONE: ReadonlyMap<string, number> = new Map()
