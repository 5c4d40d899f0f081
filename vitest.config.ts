// No test asserts how fast it is, and none waits for a time where it can wait for an event: a limit is the last guard
// against one that hangs, the same for all, and far away also on a loaded machine.
// A worker for each processor: left alone Vitest keeps one back, which on two processors means one worker.
// Test files share modules, which halves the time of the fast ones: a test must leave no module changed.

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { sortTestKinds } from './scripts/checks/test-kinds.ts'

// In CI a test that fails is run once more; the first failure is printed all the same.
const retry = process.env.CI ? 1 : 0

const { fast, slow } = sortTestKinds(import.meta.dirname)

/** Apps that tests open share one extraction thread: test/extract/shared-thread.ts says why. */
const sharedThread: Plugin = {
  name: 'shared-extraction-thread',
  enforce: 'pre',
  resolveId(source, importer) {
    const isApps = source.endsWith('/extract-in-thread.ts') && importer?.includes('/src/app/')
    return isApps ? join(import.meta.dirname, 'test/extract/shared-thread.ts') : undefined
  },
}

// What others wait for is begun first: the harvests of the replica (test/shared), each done by one file for all others.
// Then programs, then fast tests, in one group: between two Vitest waits for the last file of the first, with the other
// processors idle. Mixed, a worker would be ended and begun anew for each file of the other kind.
class WaitedForFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification) => {
      if (project.name === 'fast') return 3
      if (/\/test\/shared\/(?:search|ten-guides)\.test\.ts$/.test(moduleId)) return 0
      return moduleId.includes('/test/shared/') ? 2 : 1
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  plugins: [sharedThread],
  test: {
    testTimeout: 120_000,
    // Only for what hangs. Harvesting ten guides and asking 800 questions takes a minute alone, and more than five where
    // fifteen others want the two cores.
    hookTimeout: 900_000,
    expect: { poll: { timeout: 100_000 } },
    maxWorkers: availableParallelism(),
    retry,
    globalSetup: 'test/kept-folder.ts',
    isolate: false,
    sequence: { sequencer: WaitedForFirst },
    projects: [
      { extends: true, test: { name: 'programs', include: [...slow] } },
      { extends: true, test: { name: 'fast', include: [...fast] } },
    ],
  },
})
