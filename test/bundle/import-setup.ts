// What importBundle needs of its surroundings, with a clock that stands still and a disk that is never full.

import { join } from 'node:path'
import type { ImportDeps } from '../../src/bundle/import/import-bundle.ts'
import type { Clock } from '../../src/core/platform/clock.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { DAY, START } from './synthetic-index.ts'

export const testClock: Clock = { now: () => START + 30 * DAY, sleep: async () => {} }

export function importDeps(folder: string, indexFile: string, more: Partial<ImportDeps> = {}): ImportDeps {
  return {
    indexFile,
    openIndex: () => openIndexForWriting(indexFile),
    clock: testClock,
    downloadFolder: join(folder, 'downloads'),
    freeBytes: async () => Number.MAX_SAFE_INTEGER,
    ...more,
  }
}
