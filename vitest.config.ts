// Tests start programs, servers and browsers, several at once: on a loaded machine that takes longer than the usual five seconds.

import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } })
