// Files that many test files begin with and that take long to make: made once in a run, and copied for each who asks.
// What is kept must be the whole: an index that is closed, not one with a journal beside it.

import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { makeOnce } from '../scripts/eval/make-once.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** test/kept-folder.ts makes it. */
    keptFolder: string
  }
}

/** Writes to `file` what `make` writes. `name`, of a file, stands for all that the content depends on. */
export async function copyMade(name: string, file: string, make: (file: string) => Promise<void>): Promise<void> {
  const kept = await makeOnce(join(inject('keptFolder'), name), async (draft) => {
    await make(draft)
    if (existsSync(`${draft}-wal`)) throw new Error(`${name} is still open`)
  })
  copyFileSync(kept, file)
}
