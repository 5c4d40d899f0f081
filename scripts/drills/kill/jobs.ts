// What is killed: seven runs of the program, each with how it stands before, and what must be true after a kill and
// after the run that follows.

import { cpSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { openApp } from '../../../src/app.ts'
import { verifyBundle } from '../../../src/bundle/import/verify-bundle.ts'
import { openIndexForWriting } from '../../../src/store/index/open-index.ts'
import { PASSAGES_PER_PAGE } from '../../../src/store/index/passage-id.ts'
import { type Bench, type Ended, run } from '../program.ts'
import { hashIndex, hashWordLists, readSchema } from './index-pages.ts'
import { GUIDES, listAddresses, type MadeSite } from './made-site.ts'

export interface Job {
  readonly name: string
  readonly makeArgs: (bench: Bench) => readonly string[]
  /** Fills the folder that each kill begins with. */
  readonly prepare: (bench: Bench, site: MadeSite) => Promise<void>
  /** What the site shows while it runs. */
  readonly edition: number
  /** Whether a kill may leave only what was before or what is to be, and nothing between. */
  readonly isAllOrNothing: boolean
  /** What it makes besides pages of the index, as one text. Throws when that is damaged. */
  readonly readMade?: (bench: Bench) => Promise<string>
}

const CRAWL = ['crawl', '--json', '--crawl-delay', '0']
const REFRESH = ['refresh', '--json', '--crawl-delay', '0', '--max-age', '0']
const getBundle = ({ folder }: Bench) => join(folder, 'all.bundle')
const getKey = ({ folder }: Bench) => join(folder, 'key')
const getRepository = ({ folder }: Bench) => join(folder, 'repository')

async function runWell(bench: Bench, ...args: string[]): Promise<Ended> {
  const end = await run(bench, ...args)
  if (end.code !== 0) throw new Error(`${args[0]} ended with ${end.signal ?? end.code}: ${getLastLine(end)}`)
  return end
}

export function getLastLine({ stdout, stderr }: Ended): string {
  return (stderr.trim() || stdout.trim()).split('\n').at(-1)?.slice(0, 200) ?? ''
}

async function harvestGuides(bench: Bench, site: MadeSite, edition: number, guides: readonly string[] = GUIDES) {
  site.publishEdition(edition)
  await runWell(bench, ...CRAWL, ...listAddresses(guides))
}

export const JOBS: readonly Job[] = [
  {
    name: 'crawl',
    edition: 1,
    isAllOrNothing: false,
    prepare: (bench, site) => harvestGuides(bench, site, 1, GUIDES.slice(0, 1)),
    makeArgs: () => [...CRAWL, ...listAddresses(GUIDES.slice(1))],
  },
  {
    name: 'refresh',
    edition: 2,
    isAllOrNothing: false,
    prepare: (bench, site) => harvestGuides(bench, site, 1),
    makeArgs: () => REFRESH,
  },
  {
    name: 'import',
    edition: 1,
    isAllOrNothing: true,
    async prepare(bench, site) {
      await harvestGuides(bench, site, 1)
      const other = { ...bench, index: join(bench.folder, 'other.sqlite') }
      cpSync(bench.index, other.index)
      site.publishEdition(2)
      await runWell(other, ...REFRESH)
      await runWell(other, 'export', getBundle(bench), '--json')
    },
    makeArgs: (bench) => ['import', getBundle(bench), '--json'],
  },
  {
    name: 'export',
    edition: 2,
    isAllOrNothing: true,
    async prepare(bench, site) {
      await harvestGuides(bench, site, 1)
      await runWell(bench, 'export', getBundle(bench), '--json')
      site.publishEdition(2)
      await runWell(bench, ...REFRESH)
    },
    makeArgs: (bench) => ['export', getBundle(bench), '--json'],
    readMade: async (bench) => (await verifyBundle(getBundle(bench))).manifestSha256,
  },
  {
    name: 'migration',
    edition: 1,
    isAllOrNothing: false,
    async prepare(bench, site) {
      await harvestGuides(bench, site, 1)
      await takeBackMigrations(bench.index)
    },
    makeArgs: () => ['--offline', 'search', 'wick-7', '--limit', '1'],
    readMade: ({ index }) => readSchema(index),
  },
  {
    // Readers take a file of schema 4 as it is; a writer migrates it, and then finds nothing that is due.
    name: 'migration-4',
    edition: 1,
    isAllOrNothing: true,
    async prepare(bench, site) {
      await harvestGuides(bench, site, 1)
      await takeBackSchema5(bench.index)
    },
    makeArgs: () => ['refresh', '--json', '--crawl-delay', '0', '--max-age', '300d'],
    readMade: async ({ index }) => `${await readSchema(index)} ${await hashWordLists(index)}`,
  },
  {
    name: 'publish',
    edition: 2,
    isAllOrNothing: true,
    async prepare(bench, site) {
      await harvestGuides(bench, site, 1)
      await runWell(bench, 'keygen', getKey(bench))
      await runWell(bench, 'publish', getRepository(bench), '--sign', getKey(bench), '--json')
      site.publishEdition(2)
      await runWell(bench, ...REFRESH)
    },
    makeArgs: (bench) => ['publish', getRepository(bench), '--sign', getKey(bench), '--json'],
    readMade: hashPulled,
  },
]

/** What an empty index holds after a pull of everything. */
async function hashPulled(bench: Bench): Promise<string> {
  const folder = mkdtempSync(join(bench.folder, 'fresh-'))
  const indexFile = join(folder, 'index.sqlite')
  const files = { indexFile, userCatalogFile: join(folder, 'guides.json'), cacheFile: join(folder, 'cache.sqlite') }
  const app = openApp({ ...files, offline: true, pullFrom: getRepository(bench), trustFile: `${getKey(bench)}.pub` })
  try {
    const { kind, reason } = await app.bundles.pull({ names: [], locales: undefined, all: true })
    if (kind !== 'complete') throw new Error(`a pull of what was published ended ${kind}: ${reason}`)
  } finally {
    await app.close()
  }
  return hashIndex(indexFile)
}

/** To schema 1: what all steps since have added is taken away, but for the full-text index, which they make anew. */
async function takeBackMigrations(file: string): Promise<void> {
  const { db, close } = await openIndexForWriting(file)
  db.exec(`ALTER TABLE passage DROP COLUMN terms;
    DROP TABLE doclist; DROP TABLE anchor_doclist; DROP TABLE learned_array; DROP TABLE unlearned_page;
    ALTER TABLE link DROP COLUMN said;
    ALTER TABLE guide DROP COLUMN pass_kind; ALTER TABLE guide DROP COLUMN feed; DROP TABLE dead_path;
    PRAGMA user_version = 1`)
  close()
}

/** To schema 4: every anchor written out, lists of words without row ids, the indices that there were. */
async function takeBackSchema5(file: string): Promise<void> {
  const { db, close } = await openIndexForWriting(file)
  db.exec(`UPDATE passage SET anchor = (SELECT anchor FROM section
      WHERE page_id = passage.id / ${PASSAGES_PER_PAGE} AND ordinal = section) WHERE anchor = '';
    CREATE TABLE old (term TEXT PRIMARY KEY, postings INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
    INSERT INTO old SELECT * FROM doclist; DROP TABLE doclist; ALTER TABLE old RENAME TO doclist;
    DROP INDEX frontier_next; CREATE INDEX frontier_next ON frontier (guide_id, state, priority);
    CREATE INDEX page_name ON page (name);
    PRAGMA user_version = 4`)
  close()
}
