// Scripts that tests start in a process of their own, each joined with what it imports into one file of JavaScript:
// under tsx every start loads a loader and hundreds of sources, which takes longer than what is tested.

import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { inject } from 'vitest'
import { makeOnce } from '../scripts/eval/make-once.ts'

const ROOT = resolve(import.meta.dirname, '..')
/** Native, and what has no place in a process that is no test. */
const NOT_JOINED = ['better-sqlite3', 'vitest']

/**
 * Path of `script`, joined once in a run. It stands where it stood, below a root that has all that
 * the project's has.
 */
export async function joinScript(script: string): Promise<string> {
  const root = join(inject('keptFolder'), 'joined')
  const name = relative(ROOT, script)
  if (!/^(?:test|scripts)\//.test(name.replaceAll('\\', '/'))) throw new Error(`${script} is no script of the project`)
  mkdirSync(root, { recursive: true })
  await makeOnce(join(root, 'linked'), async (draft) => {
    mkdirSync(draft)
    for (const other of readdirSync(ROOT)) {
      if (!['test', 'scripts', '.git'].includes(other)) symlinkSync(join(ROOT, other), join(root, other), 'junction')
    }
  })
  const file = join(root, name.replace(/\.ts$/, '.mjs'))
  mkdirSync(dirname(file), { recursive: true })
  return makeOnce(file, async (draft) => {
    const bundle = await rolldown({
      input: script,
      platform: 'node',
      // jsonc-parser's other form asks for its parts at run time.
      resolve: { mainFields: ['module', 'main'] },
      external: NOT_JOINED,
      // What tests share for their own use falls away with it.
      treeshake: { moduleSideEffects: (id) => id !== 'vitest' },
      logLevel: 'warn',
    })
    try {
      await bundle.write({ file: draft, format: 'esm', codeSplitting: false })
    } finally {
      await bundle.close()
    }
  })
}
