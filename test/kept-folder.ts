// The folder of a run of the tests: what its files share is in it, and all temporary files of theirs. It goes with the
// run. Vitest ends workers by a signal, so that nothing in them could remove it.
// Where the system has a folder in memory and room there, it is that one: tests make thousands of SQLite files, and
// waiting until a disk has each commit is most of what such a test takes.

import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { isProcessAlive } from '../src/core/platform/process-alive.ts'

const IN_MEMORY = '/dev/shm'
/** Several times what a run has ever held. */
const ROOM_BYTES = 4e9
/** Then the number of the process. */
const PREFIX = 'aws-docs-tests-'

export default function makeKeptFolder(project: TestProject): (() => void) | undefined {
  // Each project asks, and they share one.
  const made = process.env.AWS_DOCS_TEST_FOLDER
  if (made !== undefined) {
    project.provide('keptFolder', made)
    return undefined
  }
  // Harvests of captured documentation outlive the run: they stay where scripts look for them.
  process.env.AWS_DOCS_EVAL_CACHE ??= join(tmpdir(), 'aws-docs-offline-eval')
  const folder = makeFolderInMemory() ?? mkdtempSync(join(tmpdir(), PREFIX))
  process.env.AWS_DOCS_TEST_FOLDER = folder
  // Where tmpdir() is, in workers and in what they start with their own environment.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = join(folder, 'temporary')
  mkdirSync(join(folder, 'temporary'))
  chmodSync(folder, 0o755) // some tests ask as another user
  project.provide('keptFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}

function makeFolderInMemory(): string | undefined {
  // Who names a folder means it.
  if (process.platform !== 'linux' || process.env.TMPDIR !== undefined) return undefined
  let folder: string | undefined
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    if (bavail * bsize < ROOM_BYTES || freemem() < 2 * ROOM_BYTES) return undefined
    clearKilledRuns()
    folder = mkdtempSync(join(IN_MEMORY, `${PREFIX}${process.pid}-`))
    // In containers it is often one where no program may be started.
    const program = join(folder, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
    execFileSync(program)
    rmSync(program)
    return folder
  } catch {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    return undefined
  }
}

// On a disk it is the system that clears away what a killed run leaves; here it would take memory until then.
function clearKilledRuns(): void {
  for (const name of readdirSync(IN_MEMORY)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN
    if (isProcessAlive(pid) === false) rmSync(join(IN_MEMORY, name), { recursive: true, force: true })
  }
}
