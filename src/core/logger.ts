// Talk for people, never data: every line goes to stderr, since stdout belongs to the protocol or to results.

export interface Logger {
  info(message: string): void
  warn(message: string): void
}

export const silentLogger: Logger = { info: () => {}, warn: () => {} }

export const stderrLogger: Logger = {
  info: (message) => void process.stderr.write(`${message}\n`),
  warn: (message) => void process.stderr.write(`warning: ${message}\n`),
}
