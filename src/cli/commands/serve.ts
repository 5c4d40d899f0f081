// serve: the MCP server over standard input and output, or over HTTP with the web page.

import { availableParallelism } from 'node:os'
import { type Command, Option } from 'commander'
import type { App } from '../../app.ts'
import { DocsError } from '../../core/model/errors.ts'
import { stderrLogger } from '../../core/platform/logger.ts'
import { getProductVersion } from '../../core/platform/product-version.ts'
import { parseUrl } from '../../core/text/parse-url.ts'
import { quoteBriefly } from '../../core/text/shorten.ts'
import { TOOL_SETS } from '../../mcp/tools/tool-sets.ts'
import { abortOnInterrupt, makeIntegerParser, runWithApp, talk } from '../command-context.ts'
import type { GlobalOptions } from '../program-options.ts'
import type { ServeHttpOptions } from './serve-http.ts'

type ServeOptions = ServeHttpOptions & { readonly http?: boolean; readonly repeats: boolean }

/**
 * A page of the web page is five requests, a person types ten letters a second, an agent asks one question at a time.
 */
const RATE_LIMIT = 50

export function registerServe(program: Command): void {
  program
    .command('serve', { isDefault: true })
    .summary('answer an assistant over MCP (the default), or people and assistants over HTTP')
    .description(
      'Answers over MCP on standard input and output, for assistants that start the server themselves. ' +
        'With --http it listens instead: the web page at /, MCP at /mcp, /healthz and /metrics.',
    )
    .option('--http', 'listen for HTTP')
    .addOption(
      new Option('--tools <set>', 'tools to offer; basic is search_documentation and read_documentation alone')
        .choices(TOOL_SETS)
        .default('all'),
    )
    .option(
      '--no-repeats',
      'on standard input and output: name a passage that this session was shown before instead of repeating it',
    )
    .option('--port <n>', 'port to listen on; 0 takes any free one', makeIntegerParser(0, 65_535), 7400)
    .option('--host <address>', 'address to bind to; beyond this machine only with --token-file', '127.0.0.1')
    .option('--token-file <file>', 'tokens of which clients must present one, one a line')
    .addOption(
      new Option('--allowed-host <name...>', 'more names by which clients reach this server').default([], 'none'),
    )
    .addOption(
      new Option('--allowed-origin <origin...>', 'sites whose pages may ask over MCP, such as https://app.example.com')
        .argParser(parseOriginOption)
        .default([], 'none'),
    )
    .option(
      '--rate-limit <n>',
      'requests a second from one address; 0 for no limit',
      makeIntegerParser(0, 1_000_000),
      RATE_LIMIT,
    )
    .option(
      '--workers <n>',
      'processes that answer, kept by one that replaces what dies and changes them one by one on SIGHUP; ' +
        'auto for one a core',
      parseWorkersOption,
    )
    .option('--log-queries', 'write what is asked into the log')
    .action(async (options: ServeOptions, command: Command) => {
      if (options.http) {
        if (!options.repeats) throw needsSession()
        const { serveOverHttp } = await import('./serve-http.ts')
        await serveOverHttp(command.optsWithGlobals<GlobalOptions>(), options)
        return
      }
      refuseHttpOptions(command)
      const serveStdio = async (app: App) => {
        const { serveOverStdio } = await import('../../mcp/transport/stdio.ts')
        if (process.stdin.isTTY) talk(WAITING)
        await serveOverStdio(app, getProductVersion(), stderrLogger, abortOnInterrupt('Stopping.'), {
          tools: options.tools,
          repeats: options.repeats,
        })
      }
      await runWithApp(command, serveStdio, { isServer: true })
    })
}

function parseWorkersOption(value: string): number {
  return value === 'auto' ? availableParallelism() : makeIntegerParser(1, 64)(value)
}

// As browsers spell it: without a path, and without the port that its scheme has anyway.
function parseOriginOption(value: string, before: readonly string[]): string[] {
  const origin = parseUrl(value)?.origin ?? 'null'
  if (/^https?:[^*]+$/.test(origin) && value.replace(/\/$/, '').toLowerCase() === origin) return [...before, origin]
  throw new DocsError('BAD_INPUT', `${quoteBriefly(value)} is not the origin of a site.`, {
    hint: 'Scheme, host and port, such as https://app.example.com or http://localhost:5173.',
  })
}
// Assistants write through a pipe: whoever has a terminal here is a person who may wonder why nothing happens.
const WAITING = `This is the MCP server, waiting on standard input for an assistant to write to it; Ctrl-C ends it.
  aws-docs-offline setup                 sets up an assistant, which then starts it itself
  aws-docs-offline search "a question"   answers here
  aws-docs-offline serve --http          serves a web page, and assistants over HTTP
  aws-docs-offline --help                says what else there is`

function needsSession(): DocsError {
  return new DocsError('BAD_INPUT', '--no-repeats was given with --http, where every request stands for itself.', {
    hint: 'Leave it out, or answer on standard input and output.',
  })
}

// A port that is given and ignored is a server that nobody finds.
function refuseHttpOptions(command: Command): void {
  const names = ['port', 'host', 'tokenFile', 'allowedHost', 'allowedOrigin', 'rateLimit', 'workers', 'logQueries']
  if (names.every((name) => command.getOptionValueSource(name) !== 'cli')) return
  throw new DocsError('BAD_INPUT', 'Options for HTTP were given without --http.', {
    hint: 'Add --http, or leave them out to answer on standard input and output.',
  })
}
