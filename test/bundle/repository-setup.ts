// Publisher and reader of a repository: real indexes, real keys, and a static file server on loopback that can be told
// to misbehave.

import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readPrivateKey, readPublicKey, writeKeyPair } from '../../src/bundle/format/signature.ts'
import { type PublishReport, type PublishRequest, publishRepository } from '../../src/bundle/repository/publish.ts'
import { type PublishedCatalog, parseCatalog } from '../../src/bundle/repository/published-catalog.ts'
import { type PullDeps, type PullReport, type PullRequest, pullGuides } from '../../src/bundle/repository/pull.ts'
import { createDownload } from '../../src/http/download/download.ts'
import { summarizeGuides } from '../../src/store/guides/guide-rows.ts'
import { loadPulled } from '../../src/store/guides/pulled-states.ts'
import { importDeps, testClock } from './import-setup.ts'
import {
  crawlGuide,
  DAY,
  LAMBDA,
  LAMBDA_JA,
  makeIndex,
  makeTemporaryFolder,
  QUEUE,
  readIndex,
  START,
} from './synthetic-index.ts'

export interface Sides {
  readonly folder: string
  readonly repository: string
  /** Index files of publisher and reader. */
  readonly here: string
  readonly there: string
  /** Public and private key files. */
  readonly key: { readonly privateFile: string; readonly publicFile: string; readonly id: string }
  publish(more?: Partial<PublishRequest> & { readonly at?: number }): Promise<PublishReport>
  pull(more?: Partial<PullRequest>, deps?: Partial<PullDeps>): Promise<PullReport>
  readCatalog(): PublishedCatalog
}

/**
 * A publisher's index with three guides, not yet published, and the place for a reader's. `pages` are those of the
 * first.
 */
export async function setUpTwoSides(pages = 8): Promise<Sides> {
  const folder = makeTemporaryFolder()
  const here = await makeIndex(join(folder, 'here.db'), (db) => {
    crawlGuide(db, LAMBDA, pages)
    for (const guide of [LAMBDA_JA, QUEUE]) crawlGuide(db, guide, 8)
  })
  const key = writeKeyPair(join(folder, 'key'))
  const repository = join(folder, 'repository')
  const there = join(folder, 'there.db')
  const sign = readPrivateKey(key.privateFile)
  const trust = readPublicKey(key.publicFile)
  return {
    folder,
    repository,
    here,
    there,
    key,
    publish: ({ at = START + DAY, ...more } = {}) =>
      readIndex(here, (db) => publishRepository(db, () => at, { folder: repository, sign, ...more })),
    pull: (more = {}, deps = {}) =>
      pullGuides(
        { ...pullDeps(folder, there), ...deps },
        { from: repository, trust, names: [], locales: undefined, all: true, ...more },
      ),
    readCatalog: () => parseCatalog(readFileSync(join(repository, 'catalog.json')), repository),
  }
}

function pullDeps(folder: string, indexFile: string): PullDeps {
  return {
    ...importDeps(folder, indexFile, { download: createDownload({ clock: testClock, attempts: 2 }) }),
    seenFile: join(folder, 'reader', 'seen-catalogs.json'),
    listLocalGuides: async () => (existsSync(indexFile) ? readIndex(indexFile, listLocalGuides) : []),
    learn: async () => {},
  }
}

function listLocalGuides(db: Parameters<typeof summarizeGuides>[0]) {
  const { states } = loadPulled(db)
  return summarizeGuides(db).map((guide) => ({ ...guide, pulled: states[`${guide.locale} ${guide.base}`] }))
}

export interface FileServer {
  readonly url: string
  /** Name and Range header of every request. */
  readonly asked: { readonly file: string; readonly range: string | undefined }[]
  /** Answers a request itself and says so, or leaves it to the file server. */
  misbehave: (request: IncomingMessage, response: ServerResponse, file: string) => boolean
}

/** Serves a folder as a static site does, with ranges. */
export async function serveFolder(folder: string): Promise<FileServer> {
  const served: { asked: { file: string; range: string | undefined }[]; misbehave: FileServer['misbehave'] } = {
    asked: [],
    misbehave: () => false,
  }
  const server = createServer((request, response) => {
    const file = new URL(request.url ?? '/', 'http://here').pathname.slice(1)
    served.asked.push({ file, range: request.headers.range })
    if (!served.misbehave(request, response, file)) answerFile(request, response, join(folder, file))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return Object.assign(served, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

/** With `cutAfter` the answer stands still after so many bytes of the body, for whoever called to cut the line. */
export function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { cutAfter }: { readonly cutAfter?: number } = {},
): void {
  if (!existsSync(path)) return void response.writeHead(404).end()
  const body = readFileSync(path)
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  if (start > 0 && start >= body.length) {
    return void response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end()
  }
  response.writeHead(start > 0 ? 206 : 200, {
    etag: '"1"',
    'content-length': body.length - start,
    'content-range': `bytes ${start}-${body.length - 1}/${body.length}`,
  })
  if (cutAfter === undefined) response.end(body.subarray(start))
  else response.write(body.subarray(start, start + cutAfter))
}
