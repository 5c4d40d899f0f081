// Tests start programs, servers and browsers, several at once: on a loaded machine that takes longer than the usual five seconds.

import { defineConfig } from 'vitest/config'

// In CI a test that fails is run once more; the first failure is printed all the same.
const retry = process.env.CI ? 1 : 0

export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000, retry } })
