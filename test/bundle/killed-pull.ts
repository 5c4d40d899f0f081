// A process that pulls and stops dead in the second guide, for the test to kill:
//   killed-pull.ts INDEX REPOSITORY KEY

import { dirname, join } from 'node:path'
import { readPublicKey } from '../../src/bundle/format/signature.ts'
import { pullGuides } from '../../src/bundle/repository/pull.ts'
import { importDeps } from './import-setup.ts'

const [index = '', repository = '', key = ''] = process.argv.slice(2)
let imported = 0

await pullGuides(
  {
    ...importDeps(`${index}.folder`, index),
    seenFile: join(dirname(index), 'reader', 'seen-catalogs.json'),
    listLocalGuides: async () => [],
    learn: async () => {},
  },
  {
    from: repository,
    trust: readPublicKey(key),
    names: [],
    locales: undefined,
    all: true,
    onProgress({ step }) {
      if (step !== 'import') return
      imported += 1
      if (imported < 2) return
      // Told from inside of the transaction.
      process.stdout.write('second guide\n')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
    },
  },
)
