// A harvest that goes on by itself: the crawl command as a process of its own, with a log. Waited for only until there
// is something to search.

import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import type { App } from '../../app.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import { explainFailedWriting, findDiskFullError } from '../../core/platform/explain-file-error.ts'
import { getFileSize } from '../../core/platform/find-stat.ts'
import { abortOnInterrupt, EXIT, talk } from '../command-context.ts'

export interface HarvestOrder {
  /** As `crawl` takes them. */
  readonly names: readonly string[]
  readonly locale: Locale | undefined
}

export type HarvestStart =
  | { readonly kind: 'running'; readonly process: number; readonly log: string }
  | { readonly kind: 'ended'; readonly exitCode: number; readonly log: string | undefined; readonly lastLine: string }

/** The rules of the site, the contents of a guide and a first page, at the pace of the site and on a bad line. */
const WAIT_MS = 90_000
const LOOK_EVERY_MS = 300

/** Returns once a page is there, when the harvest is over, or after a minute and a half. */
export async function harvestInBackground(app: App, order: HarvestOrder, hasPage: (pid: number) => Promise<boolean>) {
  const log = `${app.options.indexFile.replace(/\.sqlite$/, '')}.harvest.log`
  const before = getFileSize(log)
  const output = openLog(log)
  const child = spawn(process.execPath, describeCommand(app, order), {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const { pid } = child
  if (pid === undefined) throw new DocsError('BAD_CONFIG', `The harvest could not be started: ${process.execPath}.`)
  const state: { exitCode?: number } = {}
  child.once('exit', (code) => {
    state.exitCode = code ?? 1
  })
  child.unref()
  const until = app.clock.now() + WAIT_MS
  const stop = abortOnInterrupt('Not waiting any longer.')
  while (state.exitCode === undefined && !stop.aborted && app.clock.now() < until && !(await hasPage(pid))) {
    await app.clock.sleep(LOOK_EVERY_MS)
  }
  const { exitCode } = state
  const start: HarvestStart =
    exitCode === undefined
      ? { kind: 'running', process: pid, log }
      : { kind: 'ended', exitCode, log, lastLine: readLastLine(readFileSync(log, 'utf8').slice(before)) }
  return start
}

/** The same, with its progress on this terminal, to its end. */
export async function harvestHere(app: App, order: HarvestOrder): Promise<HarvestStart> {
  const child = spawn(process.execPath, describeCommand(app, order), { stdio: ['ignore', 2, 2] })
  const stop = abortOnInterrupt('')
  stop.addEventListener('abort', () => child.kill('SIGTERM'))
  const ended = await new Promise<number | null>((resolve) => child.once('close', resolve))
  // Ctrl-C has reached both: one that has stopped by itself may be ended by our signal while its process closes.
  const code = ended ?? (stop.aborted ? EXIT.partial : EXIT.error)
  if (code !== 0) talk('The harvest did not come to its end; the same command goes on.')
  return { kind: 'ended', exitCode: code, log: undefined, lastLine: '' }
}

function describeCommand({ options }: App, { names, locale }: HarvestOrder): string[] {
  const inLocale = locale === undefined ? [] : ['--locale', locale]
  return [process.argv[1] ?? '', '--index', options.indexFile, 'crawl', ...names, ...inLocale]
}

function openLog(log: string): number {
  try {
    return openSync(log, 'a', 0o600)
  } catch (error) {
    const noRoom = findDiskFullError(error, log)
    if (noRoom) throw noRoom
    throw new DocsError(
      'INDEX_READ_ONLY',
      `The log of the harvest ${log} cannot be written: ${explainFailedWriting(error)}.`,
      {
        hint: 'The harvest writes the index beside it. See to that, or name an index elsewhere with --index.',
        cause: error,
      },
    )
  }
}

function readLastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
