// Commands as they are printed for a user to copy. One place decides which of them gets guides, so that nothing is
// advised that needs a network where there is none, and writes them so that they act on the index at hand. Pure.

import { DEFAULT_LOCALE, type Locale } from './locale.ts'
import { NO_PULL_DEFAULTS, type PullDefaults, readPullDefaults, writePullCommand } from './pull-command.ts'

/** What a printed command depends on. */
export interface CommandSetting {
  readonly isOffline: boolean
  /** By default nothing is configured. */
  readonly pull?: PullDefaults | undefined
  /** The index at hand, where a command finds another one unless it is told. */
  readonly namedIndex?: string | undefined
  /** Others than the operator are answered: no file of this machine is named. */
  readonly isPublic?: boolean | undefined
}

/** Stands for an index whose place is nobody's business. */
const SOME_INDEX = 'INDEX'

export function readCommandSetting(
  options: Parameters<typeof readPullDefaults>[0] & Pick<CommandSetting, 'namedIndex' | 'isPublic'>,
): CommandSetting {
  const { isPublic = false, namedIndex } = options
  return {
    isOffline: options.offline,
    pull: readPullDefaults(options),
    namedIndex: isPublic && namedIndex !== undefined ? SOME_INDEX : namedIndex,
    isPublic,
  }
}

/** In a sentence, behind "There is no index". */
export function nameIndexPlace(file: string, { isPublic = false }: CommandSetting): string {
  return isPublic ? 'here' : `at ${file}`
}

/** A network, nothing configured, the usual index. */
export const USUAL_SETTING: CommandSetting = { isOffline: false }

const IMPORT_COMMAND = 'aws-docs-offline import FILE'

/** What gets guides or pages: ids or a URL. Offline only a folder can have them. */
export function writeGetCommand(what: string, setting: CommandSetting, locale: Locale = DEFAULT_LOCALE): string {
  const { isOffline, pull = NO_PULL_DEFAULTS, namedIndex } = setting
  const named = locale === DEFAULT_LOCALE ? what : `${what} --locale ${locale}`
  const isPulled = isOffline || pull.hasSource
  return nameIndex(isPulled ? writePullCommand(named, pull) : `aws-docs-offline crawl ${named}`, namedIndex)
}

/** All ways to the same, the likeliest first: offline a bundle, too. */
export function listGetCommands(what: string, setting: CommandSetting, locale?: Locale): string[] {
  const bundles = setting.isOffline ? [nameIndex(IMPORT_COMMAND, setting.namedIndex)] : []
  return [...bundles, writeGetCommand(what, setting, locale)]
}

/** The same in a sentence: `"…"`, or `"…" or "…"`. */
export function quoteGetCommands(what: string, setting: CommandSetting, locale?: Locale): string {
  const quoted = listGetCommands(what, setting, locale).map((command) => `"${command}"`)
  return quoted.join(' or ')
}

/** Where nothing is indexed yet. */
export function describeFirstStep(setting: CommandSetting): string {
  return setting.isOffline
    ? `Offline, guides come as bundles or from a folder: ${quoteGetCommands('GUIDE', setting)}.`
    : `Harvest a guide, for example: "${writeGetCommand('lambda-dg', setting)}".`
}

/** How guides that are broken here come back: from a bundle, or from where guides are got. */
export function quoteWaysBack(setting: CommandSetting): string {
  const ways = new Set([nameIndex(IMPORT_COMMAND, setting.namedIndex), ...listGetCommands('GUIDE', setting)])
  return [...ways].map((command) => `"${command}"`).join(' or ')
}

/** Of a file that is beyond use. */
export function describeReplacing(setting: CommandSetting): string {
  return `Move it away, then get its guides again: ${quoteWaysBack(setting)}`
}

/** Of something in the index that cannot be read. */
export function describeRepair(setting: CommandSetting): string {
  return `"aws-docs-offline doctor" tells what is wrong; what is lost comes back with ${quoteWaysBack(setting)}.`
}

/** Behind "then": the images of pages, which a crawl keeps when it is asked to. */
export function describeGettingImages({ isOffline, namedIndex }: CommandSetting): string {
  const importing = 'import a bundle that has them: "aws-docs-offline import FILE"'
  const crawling = 'get the images with "aws-docs-offline crawl GUIDE --images", or import a bundle that has them'
  return nameIndex(isOffline ? importing : crawling, namedIndex)
}

/** Those that neither read nor write an index need not be told which. */
const COMMANDS =
  'changes|crawl|doctor|export|guides|import|init|publish|pull|read|refresh|search|serve|setup|status'.split('|')
const CALL = new RegExp(`\\baws-docs-offline(?= (?:${COMMANDS.join('|')})\\b)`, 'g')

/**
 * A sentence of ours, each command in it told the index. Sentences are written for the usual index, also in rooms that
 * do not know where theirs is; whoever hands them to a user does this, and doing it twice changes nothing.
 */
export function nameIndex(text: string, file: string | undefined): string {
  return file === undefined ? text : text.replace(CALL, () => `aws-docs-offline --index ${quoteForShell(file)}`)
}

/** Where sentences of ours stand in data. What pages say stays as it is. */
const OWN_FIELDS = new Set('reason hint remedy message notice note suggestion lastLine command'.split(' '))

/** For JSON: the same of a field of data that a user is given. */
export function nameIndexInField(name: string, value: unknown, file: string | undefined): unknown {
  return typeof value === 'string' && OWN_FIELDS.has(name) ? nameIndex(value, file) : value
}

/** One word of a POSIX shell, or of both shells of Windows for a path of Windows. */
export function quoteForShell(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  if (/^(?:[a-z]:|\\)\\/i.test(word)) return /^[\w:.\\-]+$/.test(word) ? word : `"${word}"`
  return `'${word.replaceAll("'", `'\\''`)}'`
}
