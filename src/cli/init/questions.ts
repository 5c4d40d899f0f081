// What `init` asks a person on a terminal: which guides, and whether to set up the assistants. Nothing is changed
// before all is answered.

import { createInterface } from 'node:readline/promises'
import type { GuideSuggestion } from '../../app/harvest/suggest-guides.ts'
import { resolveGuideUrl } from '../../core/model/catalog.ts'
import { parseDocUrl } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import { type CatalogGuide, getFullTitle } from '../../core/model/guide.ts'
import { findGuidesByWords, findMeantGuides } from '../../search/naming/find-guides.ts'
import { talk } from '../command-context.ts'

export interface Person {
  ask(question: string): Promise<string>
  close(): void
}

/** Listed when words fit many guides. */
const MOST_LISTED = 8

export function openDialogue(): Person {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const gone = new AbortController()
  terminal.once('close', () => gone.abort())
  return {
    async ask(question) {
      try {
        return (await terminal.question(question, { signal: gone.signal })).trim()
      } catch (error) {
        if (!gone.signal.aborted) throw error
        talk('')
        throw new DocsError('BAD_INPUT', 'Ended before all was answered.', { hint: 'Nothing was changed.' })
      }
    },
    close: () => terminal.close(),
  }
}

/** Names as `chooseGuides` takes them; none when the person wants none. */
export async function askForGuides(
  { ask }: Person,
  suggestions: readonly GuideSuggestion[],
  known: readonly CatalogGuide[],
): Promise<string[]> {
  const names = new Set<string>()
  if (suggestions.length > 0) {
    talk('This folder uses:')
    for (const { catalogId, title, because } of suggestions) talk(`  ${catalogId.padEnd(24)} ${title} (${because})`)
    if (isYes(await ask('Get these guides? [Y/n] '))) for (const { catalogId } of suggestions) names.add(catalogId)
  }
  for (;;) {
    const answer = await ask(
      `${names.size > 0 ? 'Another guide' : 'Which guide'}? An id, words, or a URL; empty goes on: `,
    )
    if (answer === '') return [...names]
    if (answer.includes('/')) {
      const url = parseDocUrl(answer)
      if (url) names.add(answer)
      talk(url ? `${resolveGuideUrl(known, url).id}.` : 'That is no URL of a page of a guide of the AWS documentation.')
      continue
    }
    const [guide, ...more] = findNamedGuides(answer, known)
    if (guide && more.length === 0) {
      names.add(guide.id)
      talk(`${guide.id}: ${getFullTitle(guide)}`)
      continue
    }
    const near = guide ? [guide, ...more] : findMeantGuides(known, answer)
    const none = near.length > 0 ? 'No guide fits. Near are:' : 'No guide fits, and none is near. Try other words.'
    talk(guide ? `${more.length + 1} guides fit; give the id of one:` : none)
    for (const one of near.slice(0, MOST_LISTED)) talk(`  ${one.id.padEnd(24)} ${getFullTitle(one)}`)
  }
}

export function isYes(answer: string): boolean {
  return answer === '' || /^(?:y|yes|はい)$/i.test(answer)
}

function findNamedGuides(answer: string, known: readonly CatalogGuide[]): CatalogGuide[] {
  const byId = known.find(({ id }) => id === answer.toLowerCase())
  return byId ? [byId] : findGuidesByWords(known, answer.split(/\s+/))
}
