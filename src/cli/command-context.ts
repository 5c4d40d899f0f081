// What every command is given, and how it ends: data on stdout, talk on stderr, exit codes as a contract.

import type { Command } from 'commander'
import { type App, type AppOptions, openApp } from '../app.ts'
import { DocsError, type ErrorCode } from '../core/model/errors.ts'
import { type Locale, makeUnknownLocaleError, parseLocale } from '../core/model/locale.ts'
import {
  type CommandSetting,
  nameIndex,
  nameIndexInField,
  readCommandSetting,
  USUAL_SETTING,
} from '../core/model/printed-commands.ts'
import { parseDuration } from '../core/platform/duration.ts'
import type { Logger } from '../core/platform/logger.ts'
import { startTimer } from '../core/platform/timer.ts'
import { toPrintable, toPrintableJson } from '../core/text/printable.ts'
import { quoteBriefly } from '../core/text/shorten.ts'
import { type GlobalOptions, readAppOptions } from './program-options.ts'
import { writeAbove } from './terminal/live-line.ts'

/**
 * 0 done, 1 wrong usage or something wrong with the input or the index, 2 done in part, 3 refused: nothing was done,
 * 130 stopped by Ctrl-C.
 */
export const EXIT = { ok: 0, error: 1, partial: 2, refused: 3, interrupted: 130 } as const

/**
 * Refused: nothing is wrong with what was given, and elsewhere, later, or of another index the same command does its
 * work.
 */
const EXIT_BY_CODE: Readonly<Record<ErrorCode, number>> = {
  BAD_INPUT: EXIT.error,
  UNKNOWN_GUIDE: EXIT.refused,
  GUIDE_FULL: EXIT.error,
  OUT_OF_SCOPE: EXIT.error,
  PAGE_NOT_FOUND: EXIT.refused,
  SECTION_NOT_FOUND: EXIT.refused,
  NO_INDEX: EXIT.error,
  NOT_AN_INDEX: EXIT.error,
  INDEX_TOO_NEW: EXIT.error,
  INDEX_DAMAGED: EXIT.error,
  INDEX_UNREADABLE: EXIT.refused,
  INDEX_READ_ONLY: EXIT.refused,
  INDEX_BUSY: EXIT.refused,
  NO_SQLITE: EXIT.error,
  DISK_FULL: EXIT.refused,
  CRAWL_RUNNING: EXIT.refused,
  UNREACHABLE: EXIT.refused,
  DISALLOWED: EXIT.refused,
  OFFLINE: EXIT.refused,
  THROTTLED: EXIT.refused,
  BAD_BUNDLE: EXIT.error,
  BAD_SIGNATURE: EXIT.error,
  BUNDLE_TOO_NEW: EXIT.error,
  CATALOG_TOO_OLD: EXIT.error,
  BAD_CONFIG: EXIT.error,
  INTERRUPTED: EXIT.interrupted,
}

/** Runs a command's work with an App that is closed afterwards. */
export async function runWithApp<T>(
  command: Command,
  work: (app: App) => Promise<T>,
  more: Pick<AppOptions, 'isServer'> = {},
): Promise<T> {
  const options = readAppOptions(command.optsWithGlobals<GlobalOptions>())
  setting = readCommandSetting(options)
  const app = openApp({ ...options, logger, ...more })
  try {
    return await work(app)
  } finally {
    await app.close()
  }
}

// Of this process: it runs one command, on one index.
let setting: CommandSetting = USUAL_SETTING

export function getCommandSetting(): CommandSetting {
  return setting
}

/** Data: text as it is, or one line of JSON with each command that it names told the index. */
export function print(data: unknown): void {
  process.stdout.write(`${typeof data === 'string' ? toPrintable(data) : toPrintableJson(data, nameIndexIn)}\n`)
}

function nameIndexIn(name: string, value: unknown): unknown {
  return nameIndexInField(name, value, setting.namedIndex)
}

export function talk(message: string): void {
  writeAbove(`${toPrintable(nameIndex(message, setting.namedIndex))}\n`)
}

const logger: Logger = { info: talk, warn: (message) => talk(`warning: ${message}`) }

export function chooseExitCode(error: DocsError): number {
  return EXIT_BY_CODE[error.code]
}

/** For commander: parses a locale or says which there are. */
export function parseLocaleOption(value: string): Locale {
  const locale = parseLocale(value)
  if (locale) return locale
  throw makeUnknownLocaleError(value)
}

/** The same for an option that takes several. */
export function parseLocalesOption(value: string, before: readonly Locale[] | undefined): Locale[] {
  return [...(before ?? []), parseLocaleOption(value)]
}

/** For an option that is given once for each of its values. */
export function collectOption(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

export function makeIntegerParser(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (Number.isInteger(number) && number >= least && number <= most) return number
    throw new DocsError('BAD_INPUT', `${quoteBriefly(value)} is not a whole number from ${least} to ${most}.`)
  }
}

/** Seconds, as milliseconds. */
export function parseSecondsOption(value: string): number {
  const seconds = Number(value)
  if (value.trim() !== '' && seconds >= 0 && seconds <= 3600) return Math.round(seconds * 1000)
  throw new DocsError('BAD_INPUT', `${quoteBriefly(value)} is not a number of seconds from 0 to 3600.`)
}

/** A span of time ("7d", "2h", "30m"), as milliseconds. */
export function makeDurationParser(longest: string): (value: string) => number {
  return (value) => {
    const span = parseDuration(value)
    if (span !== undefined && span <= (parseDuration(longest) ?? 0)) return span
    throw new DocsError(
      'BAD_INPUT',
      `${quoteBriefly(value)} is not a span of time such as 7d, 2h or 30m, up to ${longest}.`,
    )
  }
}

/** Keys bounce, and who is in a hurry presses twice: a run that stops well takes less. */
const ONE_PRESS_MS = 1000

/**
 * Aborts on the first SIGINT or SIGTERM, so that a run ends in an orderly way; a second one ends the process at once,
 * but for one that comes within a moment.
 */
export function abortOnInterrupt(
  message = 'Stopping after the pages under way; run the same command again to go on.',
): AbortSignal {
  const controller = new AbortController()
  const names = ['SIGINT', 'SIGTERM'] as const
  const hear = () => {
    // Ctrl-C reaches parent and child, and the parent tells the child as well.
    if (controller.signal.aborted) return
    const leave = () => {
      for (const name of names) process.off(name, hear)
    }
    startTimer(ONE_PRESS_MS, leave, { keepsAlive: false })
    if (message !== '') talk(message)
    controller.abort(new DocsError('INTERRUPTED', 'Interrupted.'))
  }
  for (const name of names) process.on(name, hear)
  return controller.signal
}
