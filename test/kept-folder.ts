// A folder that is there as long as a run of the tests, for what its test files share. Vitest ends workers by a signal,
// so that nothing in them could remove it.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

export default function makeKeptFolder(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'aws-docs-tests-'))
  project.provide('keptFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
