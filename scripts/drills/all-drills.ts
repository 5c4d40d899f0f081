// Every drill of the project, with what it needs. A new one is added here: `npm run drill` and its test read this list.

import { existsSync } from 'node:fs'
import { join } from 'node:path'

export interface Drill {
  readonly name: string
  readonly says: string
  /** What node is given, from the root of the project. */
  readonly command: readonly string[]
  /** Whether it needs a replica of the site, which is not part of the project. */
  readonly needsReplica: boolean
  /** What the command line must name besides. */
  readonly takes?: string
  /** One of those that `npm run drill -- bad-days` runs. */
  readonly isBadDay: boolean
}

const TSX = ['--import', 'tsx']
const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot']
/** Tests that hold bad days: of crawl and refresh, bundles, files, pages, servers. */
export const BAD_DAY_TESTS: readonly string[] = [
  'test/cli/bad-days.test.ts',
  ...['test/crawl/bad-days.test.ts', 'test/crawl/refresh-bad-days.test.ts', 'test/crawl/kill.test.ts'],
  ...['test/bundle/bad-days.test.ts', 'test/bundle/refusals.test.ts', 'test/bundle/small-bundles.test.ts'],
  ...['test/store/damaged-pages.test.ts', 'test/store/foreign-files.test.ts', 'test/store/odd-values.test.ts'],
  ...['test/extract/bounded-work.test.ts', 'test/web/bounded-rendering.test.ts', 'test/http/redirect-rules.test.ts'],
  ...['test/server/attacks.test.ts', 'test/server/connections.test.ts', 'test/mcp/stdio-lines.test.ts'],
]

export const DRILLS: readonly Drill[] = [
  {
    name: 'tests',
    says: 'bad days that tests hold: runs, bundles, files, pages and servers that are fed what they should not be',
    command: [...VITEST, ...BAD_DAY_TESTS],
    needsReplica: false,
    isBadDay: true,
  },
  {
    name: 'fuzz',
    says: 'two minutes of made-up and mutated input to everything that takes any',
    command: [...TSX, 'scripts/fuzz/fuzz.ts'],
    needsReplica: false,
    isBadDay: true,
  },
  {
    name: 'kill',
    says: 'SIGKILL in crawl, refresh, import, export, migrations and publish (--times N --seed N)',
    command: [...TSX, 'scripts/drills/kill-nine.ts'],
    needsReplica: false,
    isBadDay: true,
  },
  {
    name: 'site',
    says: 'a refresh while the site, the disk or the process fails, in 21 ways',
    command: [...TSX, 'scripts/drills/bad-days.ts'],
    needsReplica: true,
    isBadDay: true,
  },
  {
    name: 'crawl',
    says: 'a crawl of everything; killed three times and resumed; through a site that errs',
    command: [...TSX, 'scripts/drills/crawl.ts'],
    needsReplica: true,
    isBadDay: true,
  },
  {
    name: 'publish',
    says: 'publishing and pulling: time, bytes, and what must be refused',
    command: [...TSX, 'scripts/drills/publish-pull.ts'],
    needsReplica: true,
    isBadDay: true,
  },
  {
    name: 'memory',
    says: 'ten thousand requests of one server, whose memory must be flat',
    command: [...TSX, 'scripts/drills/many-requests.ts'],
    needsReplica: true,
    isBadDay: true,
  },
  {
    name: 'refresh',
    says: 'what a refresh costs and finds, after nothing and after a night of edits',
    command: [...TSX, 'scripts/drills/refresh.ts'],
    needsReplica: true,
    isBadDay: false,
  },
  {
    name: 'reader',
    says: 'a reader while refreshes are killed',
    command: [...TSX, 'scripts/drills/reader.ts'],
    needsReplica: true,
    takes: '--index FILE',
    isBadDay: false,
  },
  {
    name: 'order',
    says: 'what a fifth of each guide answers, in the order of a crawl and in that of the contents',
    command: [...TSX, 'scripts/drills/harvest-order.ts'],
    needsReplica: true,
    isBadDay: false,
  },
  {
    name: 'mutate',
    says: 'a bundle spoilt in 500 ways, each of which must be refused',
    command: [...TSX, 'scripts/fuzz/mutate-bundles.ts'],
    needsReplica: false,
    takes: 'BUNDLE INDEX',
    isBadDay: false,
  },
]

export function hasReplica(folder = '../shared/replica'): boolean {
  return existsSync(join(folder, 'serve.mjs'))
}
