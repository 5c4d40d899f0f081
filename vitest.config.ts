// Tests start programs, servers and browsers, several at once: on a loaded machine that takes longer than the usual five seconds.
// `npm run test:fast` shares modules between test files, which halves its time; a test of that kind must leave no module changed.

import { defineConfig } from 'vitest/config'
import { testKinds } from './scripts/checks/test-kinds.ts'

// In CI a test that fails is run once more; the first failure is printed all the same.
const retry = process.env.CI ? 1 : 0

const { fast, slow } = testKinds(import.meta.dirname)

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    retry,
    projects: [
      { extends: true, test: { name: 'fast', include: [...fast] } },
      { extends: true, test: { name: 'programs', include: [...slow] } },
    ],
  },
})
