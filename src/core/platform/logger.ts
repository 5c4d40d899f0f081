// Talk for people, never data: every line goes to stderr, since stdout belongs to the protocol or to results.

import { toPrintable } from '../text/printable.ts'

export interface Logger {
  info(message: string): void
  warn(message: string): void
}

export const silentLogger: Logger = { info: () => {}, warn: () => {} }

export const stderrLogger: Logger = {
  info: (message) => void process.stderr.write(`${toPrintable(message)}\n`),
  warn: (message) => void process.stderr.write(`warning: ${toPrintable(message)}\n`),
}
