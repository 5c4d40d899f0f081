// The built program serving the made-up guide of web-index.ts, started before the tests of a file or block and stopped
// behind them.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CheerioAPI, load } from 'cheerio'
import { afterAll, beforeAll } from 'vitest'
import { askRaw, type Served, serve } from '../server/served.ts'
import { writeWebIndex } from './web-index.ts'

/** Where the guide's pages are read. */
export const GUIDE = '/read/aws-docs-offline/latest/guide/'

export interface WebServer {
  readonly url: string
  /** For those who read its log. */
  readonly served: Served
  get(
    path: string,
    headers?: Record<string, string>,
  ): Promise<Awaited<ReturnType<typeof askRaw>> & { readonly $: CheerioAPI }>
}

export function useWebServer(): WebServer {
  const folder = mkdtempSync(join(tmpdir(), 'web-server-test-'))
  let server: Served | undefined
  const started = (): Served => {
    if (!server) throw new Error('The server is not started yet.')
    return server
  }
  beforeAll(async () => {
    const indexFile = join(folder, 'index.sqlite')
    await writeWebIndex(indexFile)
    server = await serve(indexFile, ['--rate-limit', '0'])
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    get url() {
      return started().url
    },
    get served() {
      return started()
    },
    async get(path, headers = {}) {
      const answer = await askRaw(started().url, path, { headers })
      return { ...answer, $: load(answer.body) }
    },
  }
}
