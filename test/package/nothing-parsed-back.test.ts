// Surfaces show what an answer carries: they read no date back from its text, and take no query apart again.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const FOLDERS = ['mcp/answer', 'mcp/tools', 'cli/format', 'cli/terminal', 'web/views', 'web/render']

it.each(FOLDERS)('src/%s', (name) => {
  const folder = join('src', name)
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  expect(texts.length).toBeGreaterThan(0)
  expect(
    texts.flatMap((text) => text.match(/\b(?:Date\.parse|toTerms|findIdentifiers|parseQuery)\(.*/g) ?? []),
  ).toEqual([])
})
