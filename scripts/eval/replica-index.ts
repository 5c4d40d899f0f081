// Indexes over guides of ../shared/replica, harvested once and kept in the temporary folder for as long as the code
// that fills an index is the same.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { openApp } from '../../src/app.ts'
import { SHARED } from './judged-queries.ts'
import { makeOnce } from './make-once.ts'

const REPLICA = z.object({
  origin: z.string(),
  guides: z.map(z.string(), z.unknown()),
  close: z.custom<() => Promise<void>>((value) => typeof value === 'function'),
})
const MODULE = z.object({
  startReplica: z.custom<(options: { sites: string[] }) => Promise<unknown>>((value) => typeof value === 'function'),
})

/** Tests have a temporary folder of their own, and the harvests of all runs. */
export const CACHE_FOLDER = process.env.AWS_DOCS_EVAL_CACHE ?? join(tmpdir(), 'aws-docs-offline-eval')
/** Whatever here changes may change what an index holds. */
const FILLED_BY = [
  'src/core',
  'src/extract',
  'src/store',
  'src/crawl',
  'src/search/learn-from-index.ts',
  'src/search/languages/translation-model.ts',
]

/** The ten guides that the first version was made with, 195 guides, or those of the 195 that are named. */
export type ReplicaSite = 'site' | 'scale' | readonly string[]

export interface RunningReplica {
  readonly origin: string
  readonly guides: string[]
  close(): Promise<void>
}

export async function startSharedReplica(site: ReplicaSite = 'site'): Promise<RunningReplica> {
  const file = join(SHARED, 'replica/serve.mjs')
  if (!existsSync(file)) {
    throw new Error(
      `There is no replica of the site at ${file}. It is not part of the repository: put the folder ` +
        '"shared" beside it, name it with AWS_DOCS_SHARED, or give an index with --index.',
    )
  }
  const module = MODULE.parse(await import(pathToFileURL(file).href))
  const replica = REPLICA.parse(await module.startReplica({ sites: listPlaces(site) }))
  return { origin: replica.origin, guides: [...replica.guides.keys()], close: replica.close }
}

function listPlaces(site: ReplicaSite): string[] {
  const folder = join(SHARED, 'replica')
  return typeof site === 'string'
    ? [join(folder, site)]
    : site.map((guide) => join(folder, 'scale', `${guide}.jsonl.gz`))
}

/** Path of the index. Says on stderr when it has to harvest; waits when another process harvests it. */
export async function harvestReplicaIndex(site: ReplicaSite = 'site'): Promise<string> {
  const file = join(CACHE_FOLDER, `${nameSite(site)}-${computeFingerprint()}.sqlite`)
  return makeOnce(file, async (draft) => {
    process.stderr.write(`Harvesting the replica into ${file} …\n`)
    const replica = await startSharedReplica(site)
    try {
      await harvestAll(replica, draft)
    } finally {
      await replica.close()
    }
  })
}

function nameSite(site: ReplicaSite): string {
  if (site === 'site') return 'replica'
  return site === 'scale' ? 'scale' : `some-${createHash('sha256').update(site.join()).digest('hex').slice(0, 6)}`
}

export async function harvestAll(replica: { origin: string; guides: string[] }, file: string) {
  const app = openApp({
    indexFile: file,
    userCatalogFile: join(CACHE_FOLDER, 'no-catalog.json'),
    cacheFile: join(CACHE_FOLDER, 'no-cache.sqlite'),
    offline: false,
    origin: replica.origin,
  })
  try {
    const guides = await app.guides.choose(replica.guides)
    const report = await app.site.crawl({ guides, crawlDelayMs: 0 })
    if (report.kind !== 'complete') throw new Error(`The harvest of the replica ended ${report.kind}: ${report.reason}`)
    return report
  } finally {
    await app.close()
  }
}

function computeFingerprint(): string {
  const hash = createHash('sha256')
  for (const place of FILLED_BY) for (const file of listFilesAt(resolve(place))) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

function listFilesAt(place: string): string[] {
  if (place.endsWith('.ts')) return [place]
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(place, name))
}
