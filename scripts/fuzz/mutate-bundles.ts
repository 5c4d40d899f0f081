// Spoils a bundle in as many ways as asked for and tries to import each: all must be refused, and every row of the
// index must stay what it was, but the record of runs. tsx scripts/fuzz/mutate-bundles.ts BUNDLE INDEX [COUNT]

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { DocsError } from '../../src/core/model/errors.ts'
import { systemClock } from '../../src/core/platform/clock.ts'
import { openIndexForReading, openIndexForWriting } from '../../src/store/index/open-index.ts'
import { hashRows } from '../../test/bundle/hash-rows.ts'
import { iterateMutations } from '../../test/bundle/mutate-bundle.ts'
import { readOptions, refuseCommand } from '../read-options.ts'

const { positionals } = readOptions({ allowPositionals: true })
const [bundle, index, count = '500'] = positionals
if (bundle === undefined || index === undefined) refuseCommand('Name a bundle and an index.')

async function hashIndex(file: string): Promise<string> {
  const { db, close } = await openIndexForReading(file)
  try {
    return hashRows(db)
  } finally {
    close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'mutate-bundles-'))
const spoilt = join(folder, 'spoilt.bundle')
const before = await hashIndex(index)
const reasons = new Map<string, number>()
let taken = 0
const startedAt = performance.now()
for (const { what, bytes } of iterateMutations(readFileSync(bundle), Number(count), 1)) {
  writeFileSync(spoilt, bytes)
  try {
    await importBundle(
      {
        indexFile: index,
        openIndex: () => openIndexForWriting(index),
        clock: systemClock,
        downloadFolder: folder,
      },
      { source: spoilt },
    )
    taken += 1
    process.stdout.write(`TAKEN: ${what}\n`)
  } catch (error) {
    if (!(error instanceof DocsError)) throw error
    const reason = error.message.replace(/^The bundle is refused: /, '').replace(/"[^"]*"|guides\/\S+|\d+/g, '…')
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
}
rmSync(folder, { recursive: true })
for (const [reason, times] of [...reasons].sort((a, b) => b[1] - a[1])) {
  process.stdout.write(`${String(times).padStart(5)}  ${reason}\n`)
}
const isSame = (await hashIndex(index)) === before
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
process.stdout.write(`${count} mutations, ${taken} taken, index ${isSame ? 'unchanged' : 'CHANGED'}, ${seconds} s\n`)
process.exitCode = taken === 0 && isSame ? 0 : 1
