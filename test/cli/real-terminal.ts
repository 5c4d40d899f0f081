// The built program in a real terminal: a tmux server of its own, typed into and looked at as a person would.

import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { PROGRAM } from './run-program.ts'

export const HAS_TMUX = spawnSync('tmux', ['-V']).status === 0

export interface RealTerminal {
  /** What stands on the screen, lines without blanks at their end. */
  readScreen(): string
  /** The same with the escape sequences that make its colours. */
  readColours(): string
  /** `aws-docs-offline ARGS`, then how it ended on a line of its own. */
  run(args: string): void
  press(...keys: string[]): void
  /** Waits until the screen shows it. */
  see(wanted: string | RegExp): Promise<string>
  /** Waits for the program's end. */
  end(): Promise<{ readonly code: number; readonly screen: string }>
}

export interface TerminalSetup {
  readonly folder: string
  readonly columns: number
  readonly env?: NodeJS.ProcessEnv
  readonly rows?: number
}

export function openTerminal({ folder, columns, env = {}, rows = 40 }: TerminalSetup): RealTerminal {
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-S', join(folder, 'tmux.socket'), '-f', '/dev/null', ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TERM: 'xterm-256color' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const settings = { AWS_DOCS_DATA: folder, HOME: folder, TERM: 'tmux-256color', PS1: '% ', LANG: 'C.UTF-8', ...env }
  const given = Object.entries({ PATH: process.env.PATH, ...settings }).map(([name, value]) => `${name}=${value}`)
  tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', folder, 'env', '-i', ...given, 'sh')
  onTestFinished(() => void tmux('kill-server'))
  const capture = (...how: string[]) =>
    tmux('capture-pane', '-p', ...how)
      .replace(/[ \t]+$/gm, '')
      .trimEnd()
  const readScreen = () => capture()
  const see = (wanted: string | RegExp) =>
    vi.waitFor(
      () => {
        const shown = readScreen()
        if (typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown)) return shown
        throw new Error(`expected ${wanted} on the screen:\n${shown}`)
      },
      { timeout: 100_000, interval: 50 },
    )
  let runs = 0
  return {
    readScreen,
    see,
    readColours: () => capture('-e'),
    run(args) {
      runs += 1
      tmux('send-keys', `clear; ${process.execPath} ${PROGRAM} ${args}; echo "ended ${runs} $?"`, 'Enter')
    },
    press: (...keys) => void tmux('send-keys', ...keys),
    async end() {
      const ended = new RegExp(`^ended ${runs} (\\d+)$`, 'm')
      const shown = await see(ended)
      const [all = '', code = ''] = ended.exec(shown) ?? []
      return { code: Number(code), screen: shown.slice(0, shown.lastIndexOf(all)).trimEnd() }
    },
  }
}
