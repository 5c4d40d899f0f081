// What "npm pack" would publish, laid out as npm installs it: the package's files, and beside them the production
// packages only, as links. No network is needed. The program must have been built.

import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Whether this Node has a SQLite of its own: from 22.13 on. */
export const HAS_SQLITE = !/^(20\.|22\.([0-9]|1[0-2])\.)/.test(process.versions.node)

/** What the program opens beside its own code: the files of `data` that its sources name. */
export const READ_AT_RUN_TIME: readonly string[] = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => readFileSync(join(ROOT, 'src', name), 'utf8').match(/(?<=getPackageFile\(')data\/[^']+/g) ?? [])

export interface PackedFile {
  readonly path: string
  readonly size: number
}

let files: Promise<readonly PackedFile[]> | undefined

/** The files that would be published. npm is asked once. */
export function listPackedFiles(): Promise<readonly PackedFile[]> {
  files ??= askNpm()
  return files
}

async function askNpm(): Promise<readonly PackedFile[]> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts']
  const { stdout } = await promisify(execFile)('npm', args, { cwd: ROOT })
  // npm 11 answers with a list, npm 12 with an object by package name.
  const answer = JSON.parse(stdout) as Readonly<Record<string, { readonly files: readonly PackedFile[] }>>
  return Object.values(answer).flatMap(({ files }) => files)
}

/** A folder that goes away with the test. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'package-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Returns the folder in which the package stands. Left out are packages whose names are in `without`. */
export async function layOut(without: readonly string[] = []): Promise<string> {
  const folder = makeTemporaryFolder()
  const home = join(folder, 'node_modules', 'aws-docs-offline')
  for (const { path } of await listPackedFiles()) cpSync(join(ROOT, path), join(home, path))
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly dependencies: object
    readonly optionalDependencies: object
  }
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    if (without.includes(name)) continue
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules', name), link, 'junction')
  }
  return home
}
