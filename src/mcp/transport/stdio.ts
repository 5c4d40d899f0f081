// MCP over standard input and output, for clients that start the server themselves. Nothing else may write to stdout.

import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import type { App } from '../../app.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { createShownPassages } from '../answer/shown-passages.ts'
import { buildServer } from '../build-server.ts'
import type { ToolSet } from '../tools/tool-sets.ts'
import { createLineFilter, LONGEST_LINE } from './stdio-lines.ts'

export interface SessionChoices {
  readonly tools?: ToolSet
  /** Whether a passage that was shown before is shown again. */
  readonly repeats?: boolean
}

/** Resolves when the client has closed the connection or `signal` says to stop. */
export async function serveOverStdio(
  app: App,
  version: string,
  logger: Logger,
  signal: AbortSignal,
  { tools = 'all', repeats = true }: SessionChoices = {},
): Promise<void> {
  // One process is one session, whichever era's server answers it.
  const choices = { tools, shown: repeats ? undefined : createShownPassages() }
  const lines = createLineFilter((error) => void process.stdout.write(`${JSON.stringify(error)}\n`))
  // Lines come whole, so that the transport's own bound is never met.
  const transport = new StdioServerTransport(process.stdin.pipe(lines), process.stdout, {
    maxBufferSize: 2 * LONGEST_LINE,
  })
  const handle = serveStdio(() => buildServer(app, version, logger, choices), {
    transport,
    onerror: (error) => logger.warn(error.message),
  })
  await new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await handle.close()
  process.stdin.unpipe(lines).pause()
}
