import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { harvest } from '../../src/app/harvest/harvest.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { findLastFinishedRun } from '../../src/store/lock/runs.ts'
import { createTestClock, LAMP } from '../crawl/crawl-setup.ts'
import { putGuide, startSite } from '../crawl/crawl-site.ts'

test('a harvest from which search cannot learn says so in its report, which is kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'harvest-test-'))
  const indexFile = join(folder, 'index.sqlite')
  const site = await startSite()
  const index = await openIndexForWriting(indexFile)
  onTestFinished(async () => {
    index.close()
    await site.close()
    await rm(folder, { recursive: true, force: true })
  })
  putGuide(site, ['a', 'b', 'c', 'd', 'e', 'f'])
  index.db.exec(`CREATE TRIGGER no_room BEFORE INSERT ON common_term BEGIN SELECT RAISE(ABORT, 'no space'); END`)
  const settings = { indexFile, origin: site.origin, clock: createTestClock(), logger: silentLogger }
  const report = await harvest(settings, { guides: [LAMP] })
  expect(report).toMatchObject({
    kind: 'partial',
    exitCode: 2,
    reason: expect.stringMatching(/^the pages are stored, but search has not learned from them: .*no space/),
    guides: [{ pages: 6, complete: true }],
  })
  expect(findLastFinishedRun(index.db)).toMatchObject({ exitCode: 2, report: JSON.stringify(report) })
})
