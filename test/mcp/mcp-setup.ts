// The MCP server in this process, asked by clients of both protocol eras, on an index that was really crawled.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { InMemoryTransport, Client as NewerClient } from '@modelcontextprotocol/client'
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { App } from '../../src/app/app-interface.ts'
import type { AppOptions } from '../../src/app/app-options.ts'
import { openApp } from '../../src/app.ts'
import { readAppOptions } from '../../src/cli/program-options.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { getProductVersion } from '../../src/core/platform/product-version.ts'
import { createShownPassages } from '../../src/mcp/answer/shown-passages.ts'
import { buildServer } from '../../src/mcp/build-server.ts'
import type { SessionChoices } from '../../src/mcp/transport/stdio.ts'
import { createTestClock, LAMP, LAMP_JA } from '../crawl/crawl-setup.ts'
import { type CrawlSite, startSite } from '../crawl/crawl-site.ts'
import { copyMade } from '../made-once.ts'
import { putLampGuide } from './lamp-site.ts'

/** The client that speaks 2025-11-25, and the one that speaks 2026-07-28. */
export const ERAS = ['older', 'newer'] as const
export type Era = (typeof ERAS)[number]
export type Connection = OlderClient | NewerClient

export interface ToolAnswer {
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>> | undefined
  readonly isError: boolean
  readonly content: readonly Readonly<Record<string, unknown>>[]
}

/**
 * Harvests the lamp guide, and what `putMore` puts on the site; without more, once for all test files. The folder holds
 * an index and nothing else, and goes with the tests.
 */
export function useLampIndex(putMore?: (site: CrawlSite) => void): { readonly folder: string } {
  const made = { folder: '' }
  beforeAll(async () => {
    made.folder = mkdtempSync(join(tmpdir(), 'mcp-test-'))
    const { indexFile } = makeFiles(made.folder)
    if (putMore) await harvest(indexFile, putMore)
    else await copyMade('lamp-index.sqlite', indexFile, harvest)
  })
  afterAll(() => rm(made.folder, { recursive: true, force: true }))
  return made
}

async function harvest(indexFile: string, putMore?: (site: CrawlSite) => void): Promise<void> {
  const site = await startSite()
  putLampGuide(site)
  putMore?.(site)
  const app = openApp({
    ...makeFiles(dirname(indexFile)),
    indexFile,
    offline: false,
    origin: site.origin,
    clock: createTestClock(),
    logger: silentLogger,
  })
  const report = await app.site.crawl({ guides: [LAMP, LAMP_JA] })
  await app.close()
  await site.close()
  if (report.kind !== 'complete') throw new Error(`the guide was not harvested: ${JSON.stringify(report)}`)
}

function makeFiles(folder: string) {
  return {
    indexFile: join(folder, 'index.sqlite'),
    userCatalogFile: join(folder, 'guides.json'),
    cacheFile: join(folder, 'cache.sqlite'),
  }
}

/**
 * A client of that era and a server over an App of its own, in this process: what goes between them is text, as on a
 * line. Tests of the program's own ends, its options and its streams, start it: mcp-program.ts.
 */
export async function connect(
  era: Era,
  folder: string,
  environment: Record<string, string> = {},
  choices: SessionChoices = {},
  change: (app: App) => App = (app) => app,
): Promise<Connection> {
  const settings = { AWS_DOCS_DATA: folder, AWS_DOCS_OFFLINE: '1', ...environment }
  // As if it were the usual index: commands without its name are easier to read.
  const { namedIndex: _, ...options } = readAppOptions({}, settings)
  const { client, close } = await openSession(era, options, choices, change)
  onTestFinished(close)
  return client
}

/** The same with an index that commands name, as of a program that was told its folder, and closed by `close`. */
export async function connectToNamed(
  era: Era,
  folder: string,
  environment: Record<string, string> = {},
): Promise<{ readonly client: Connection; close(): Promise<void> }> {
  const settings = { AWS_DOCS_DATA: folder, AWS_DOCS_OFFLINE: '1', ...environment }
  const session = await openSession(era, readAppOptions({}, settings))
  onTestFinished(session.close)
  return session
}

async function openSession(
  era: Era,
  options: AppOptions,
  { tools = 'all', repeats = true }: SessionChoices = {},
  change: (app: App) => App = (app) => app,
) {
  const app = openApp({ ...options, logger: silentLogger, isServer: true })
  const choices = { tools, shown: repeats ? undefined : createShownPassages() }
  const [near, far] = InMemoryTransport.createLinkedPair()
  const served = serveStdio(() => buildServer(change(app), getProductVersion(), silentLogger, choices), {
    transport: sendAsText(far),
  })
  const client = createClient(era)
  await client.connect(sendAsText(near) as Parameters<OlderClient['connect']>[0])
  let closed: Promise<void> | undefined
  const closeAll = async () => {
    await client.close()
    await served.close()
    await app.close()
  }
  const close = () => {
    closed ??= closeAll()
    return closed
  }
  return { client, close }
}

export function createClient(era: Era): Connection {
  return era === 'older'
    ? new OlderClient({ name: 'test', version: '1.0.0' })
    : new NewerClient({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })
}

// What JSON cannot carry is lost between two processes, and so it is here.
function sendAsText(transport: InMemoryTransport): InMemoryTransport {
  const send = transport.send.bind(transport)
  transport.send = (message, options) => send(JSON.parse(JSON.stringify(message)), options)
  return transport
}

export async function call(client: Connection, name: string, args: Record<string, unknown>): Promise<ToolAnswer> {
  const result = await client.callTool({ name, arguments: args })
  const content = result.content as Readonly<Record<string, unknown>>[]
  const text = content.flatMap((part) => (part.type === 'text' ? [String(part.text)] : [])).join('\n')
  return {
    text,
    structured: result.structuredContent as ToolAnswer['structured'],
    isError: result.isError === true,
    content,
  }
}

/** The objects in a field of a structured answer; none where it is absent. */
export function listRows(
  structured: ToolAnswer['structured'],
  field: string,
): readonly Readonly<Record<string, unknown>>[] {
  const value = structured?.[field]
  return Array.isArray(value) ? value : []
}

/** The text of the page in an answer, without what is said of it. */
export function cutPageText(answer: string): string {
  return /<page-text>\n([\s\S]*)\n<\/page-text>/.exec(answer)?.[1] ?? ''
}
