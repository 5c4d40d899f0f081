// When a page is not there: where it went, the nearest ones that are there, and how to get the rest.

import { distance } from 'fastest-levenshtein'
import { describeCompleteness } from '../core/model/completeness.ts'
import { type DocUrl, formatDocUrl, listTranslations, parseDocUrl } from '../core/model/doc-url.ts'
import { DocsError } from '../core/model/errors.ts'
import { type Locale, toLanguage } from '../core/model/locale.ts'
import { type CommandSetting, quoteGetCommands } from '../core/model/printed-commands.ts'
import { LONGEST_URL, shorten } from '../core/text/shorten.ts'
import { findGuide } from '../store/guides/guide-rows.ts'
import { computeGuideCompleteness, type OpenRuns } from '../store/guides/guide-states.ts'
import { listPathsBelow, listPathsNamed } from '../store/pages/page-rows.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import { describeMove, followMoves } from './follow-moves.ts'

const MOST = 3

/** A name of two words or more, such as "reserved-concurrency.html": "welcome.html" says nothing of its guide. */
const SAYS_WHAT = /[^\W_][-_.][^\W_].*\.html$|[a-z][A-Z]/
/** What more guides of other services call a page says nothing either: "getting-started.html". */
const FEW_GUIDES = 2

/**
 * URLs of indexed pages that may be meant: the same name in other locales and guides of the same service, then of
 * others where the name says what it is about, then similar names in the same guide.
 */
export function findNearestPages(db: SqlDatabase, asked: DocUrl): string[] {
  if (asked.page === '') return [] // a guide's folder: no name to be like
  const others = listPathsNamed(db, asked.page).filter((path) => path !== asked.path)
  const own = others.filter((path) => toService(path) === toService(asked.path))
  const foreign = others.filter((path) => !own.includes(path))
  const isTelling = SAYS_WHAT.test(asked.page) && new Set(foreign.map(toBase)).size <= FEW_GUIDES
  const same = isTelling ? [...own, ...foreign] : own
  const name = asked.page.toLowerCase()
  const similar = listPathsBelow(db, asked.base)
    .map((path) => ({ path, off: distance(name, path.slice(path.lastIndexOf('/') + 1).toLowerCase()) }))
    .filter(({ off }) => off <= Math.max(3, name.length * 0.4))
    .sort((a, b) => a.off - b.off || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path)
  return [...new Set([...same.slice(0, 2), ...similar])].slice(0, MOST).map((path) => formatDocUrl(path))
}

function toBase(path: string): string {
  return parseDocUrl(path)?.base ?? path
}

// The first folder, as in /lambda/latest/dg/, of either site.
function toService(path: string): string | undefined {
  return toBase(path)
    .replace(/^\/aws-cn\//, '/')
    .split('/')[1]
}

export interface NotFound {
  /** Why the live site did not help. */
  readonly reason: string
  /** The site was asked and has no such page. */
  readonly isMissing?: boolean
  /** What is wrong is a setting, and the page may well be there. */
  readonly isMisconfigured?: boolean
  readonly setting: CommandSetting
  /** Those that go on. By default none. */
  readonly listRuns?: ((db: SqlDatabase) => OpenRuns) | undefined
}

export function makePageNotFoundError(
  db: SqlDatabase | undefined,
  asked: DocUrl,
  { reason, setting, listRuns = () => [], isMisconfigured = false, isMissing = false }: NotFound,
): DocsError {
  const path = db && followMoves(db, asked.path)?.path
  const place = path === undefined ? undefined : parseDocUrl(path)
  // Of a page that went elsewhere nothing else is meant, and its guide no longer has it.
  const near = db && !place ? findNearestPages(db, asked) : []
  const hints = [
    place && describeMove(asked.path, place.path),
    near.length > 0 ? `The nearest indexed pages: ${near.join(', ')}.` : undefined,
    isPdf(asked) ? 'PDFs are not read; the pages of their guide say the same.' : undefined,
    makeGuideAdvice(db, place ?? asked, { setting, listRuns, isMissing: isMissing && !place }),
  ]
  const url = shorten(formatDocUrl(asked.path), LONGEST_URL)
  return new DocsError(
    isMisconfigured ? 'BAD_CONFIG' : 'PAGE_NOT_FOUND',
    `${url} is not in the index, and was not read from the live site: ${reason}.`,
    { hint: hints.filter(Boolean).join(' ') },
  )
}

// A page that is not in a complete guide is not on the site either, or has another name; of a partial one it may be
// among the rest.
function makeGuideAdvice(
  db: SqlDatabase | undefined,
  asked: DocUrl,
  {
    setting,
    listRuns,
    isMissing,
  }: Required<Pick<NotFound, 'setting' | 'isMissing'>> & {
    readonly listRuns: (db: SqlDatabase) => OpenRuns
  },
): string {
  const guide = db && findGuide(db, asked.base, asked.locale)
  if (!db || !guide) {
    const others = db ? listTranslations(asked).filter(({ locale }) => findGuide(db, asked.base, locale)) : []
    if (isMissing && others.length === 0)
      return (
        'Check the address. The guide that it names is not indexed either; ' +
        `${describeWays(nameGuideOf(asked), setting, 'that')}, if the site has it.`
      )
    const languages = others.map(({ locale }) => toLanguage(locale)).join(', ')
    const where = languages && ` in ${toLanguage(asked.locale)}, but in ${languages}`
    return `Its guide is not indexed${where}; ${describeWays(nameGuideOf(asked), setting, 'it')}.`
  }
  const completeness = computeGuideCompleteness(db, guide, listRuns(db))
  if (completeness.kind === 'complete' && isPdf(asked)) return ''
  if (completeness.kind === 'complete')
    return (
      'Its guide is completely indexed, so the page has probably been renamed or removed. Search for ' +
      'the topic instead.'
    )
  // What the site has not is not among the rest, or under another name.
  const gone = isMissing ? 'It has probably been renamed or removed. ' : ''
  const part = `${gone}Its guide is only partly indexed (${describeCompleteness(completeness)})`
  // Another run would be refused meanwhile.
  if (completeness.isRunning) return `${part}.`
  return `${part}; ${describeWays(guide.catalogId, setting, 'the rest', asked.locale)}.`
}

function isPdf({ page }: DocUrl): boolean {
  return /\.pdf$/i.test(page)
}

// A command is printed to be copied: an address that is too long to be one of the site's stands for itself.
function nameGuideOf({ path }: DocUrl): string {
  const url = formatDocUrl(path)
  return url.length > LONGEST_URL ? 'URL' : url
}

function describeWays(what: string, setting: CommandSetting, wanted: string, locale?: Locale): string {
  const commands = quoteGetCommands(what, setting, locale)
  return setting.isOffline ? `offline, ${commands} can get ${wanted}` : `${commands} gets ${wanted}`
}
