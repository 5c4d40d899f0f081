// Spoils a bundle in as many ways as asked for and tries to import each: all must be refused, and the index must stay
// byte for byte what it was. tsx scripts/fuzz/mutate-bundles.ts BUNDLE INDEX [COUNT]

import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { DocsError } from '../../src/core/model/errors.ts'
import { systemClock } from '../../src/core/platform/clock.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { mutations } from '../../test/bundle/mutate-bundle.ts'

const [bundle, index, count = '500'] = process.argv.slice(2)
if (bundle === undefined || index === undefined) {
  process.stderr.write('usage: tsx scripts/fuzz/mutate-bundles.ts BUNDLE INDEX [COUNT]\n')
  process.exit(2)
}

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const folder = mkdtempSync(join(tmpdir(), 'mutate-bundles-'))
const spoilt = join(folder, 'spoilt.bundle')
const before = hashOf(index)
const reasons = new Map<string, number>()
let taken = 0
const startedAt = performance.now()
for (const { what, bytes } of mutations(readFileSync(bundle), Number(count), 1)) {
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
const isSame = hashOf(index) === before
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
process.stdout.write(`${count} mutations, ${taken} taken, index ${isSame ? 'unchanged' : 'CHANGED'}, ${seconds} s\n`)
process.exitCode = taken === 0 && isSame ? 0 : 1
