// A process that pulls and stops dead in the second guide, for the test to kill:
//   killed-pull.ts INDEX REPOSITORY KEY

import { readSync } from 'node:fs'
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
      readSync(0, Buffer.alloc(1)) // until it is killed, or who would do that is gone
    },
  },
)
