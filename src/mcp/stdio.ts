// MCP over standard input and output, for clients that start the server themselves. Nothing else may write to stdout.

import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { App } from '../app.ts'
import type { Logger } from '../core/logger.ts'
import { buildServer, type ServerChoices } from './build-server.ts'

/** Resolves when the client has closed the connection or `signal` says to stop. */
export async function serveOverStdio(
  app: App,
  version: string,
  logger: Logger,
  signal: AbortSignal,
  choices: ServerChoices = {},
): Promise<void> {
  const handle = serveStdio(() => buildServer(app, version, logger, choices), {
    onerror: (error) => logger.warn(error.message),
  })
  await new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await handle.close()
}
