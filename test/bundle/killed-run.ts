// A process that exports or imports and stops dead after the first guide, for the test to kill:
//   killed-run.ts export|import INDEX BUNDLE

import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { importDeps } from './import-setup.ts'
import { readIndex } from './synthetic-index.ts'

const [mode, index = '', bundle = ''] = process.argv.slice(2)

function stopDead(): void {
  process.stdout.write('first guide done\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
}

if (mode === 'export') {
  await readIndex(index, (db) => exportBundle(db, { file: bundle, onProgress: stopDead }))
} else {
  await importBundle(importDeps(`${index}.folder`, index), {
    source: bundle,
    onProgress: ({ step }) => step === 'import' && stopDead(),
  })
}
