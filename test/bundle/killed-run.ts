// A process that exports or imports and stops dead after the first guide, for the test to kill:
//   killed-run.ts export|import INDEX BUNDLE

import { readSync } from 'node:fs'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { importDeps } from './import-setup.ts'
import { readIndex } from './synthetic-index.ts'

const [mode, index = '', bundle = ''] = process.argv.slice(2)

function stopDead(): void {
  process.stdout.write('first guide done\n')
  readSync(0, Buffer.alloc(1)) // until it is killed, or who would do that is gone
}

if (mode === 'export') {
  await readIndex(index, (db) => exportBundle(db, { file: bundle, onProgress: stopDead }))
} else {
  await importBundle(importDeps(`${index}.folder`, index), {
    source: bundle,
    onProgress: ({ step }) => step === 'import' && stopDead(),
  })
}
