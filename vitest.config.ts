// No test asserts how fast it is, and none waits for a time where it can wait for an event: a limit is the last guard
// against one that hangs, the same for all, and far away also on a loaded machine.
// A worker for each processor: left alone Vitest keeps one back, which on two processors means one worker.
// Fast tests share modules between files, which halves their time: such a test must leave no module changed.

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vitest/config'
import { testKinds } from './scripts/checks/test-kinds.ts'

// In CI a test that fails is run once more; the first failure is printed all the same.
const retry = process.env.CI ? 1 : 0

const { fast, slow } = testKinds(import.meta.dirname)

/** Apps that tests open share one extraction thread: test/extract/shared-thread.ts says why. */
const sharedThread: Plugin = {
  name: 'shared-extraction-thread',
  enforce: 'pre',
  resolveId(source, importer) {
    const isApps = source.endsWith('/extract-in-thread.ts') && importer?.includes('/src/app/')
    return isApps ? join(import.meta.dirname, 'test/extract/shared-thread.ts') : undefined
  },
}

export default defineConfig({
  plugins: [sharedThread],
  test: {
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 100_000 } },
    maxWorkers: availableParallelism(),
    retry,
    globalSetup: 'test/kept-folder.ts',
    // Groups run one after the other: a worker whose next file is of another kind would be ended.
    projects: [
      { extends: true, test: { name: 'programs', include: [...slow], sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'fast', include: [...fast], isolate: false, sequence: { groupOrder: 1 } } },
    ],
  },
})
