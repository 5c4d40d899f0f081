// The last step of `npm run build`: joins what the compiler wrote into dist, and the packages that it uses, into a few
// files in dist/joined, and lets dist/cli/main.js start those. Hundreds of small files are a third of what a start
// takes, and a sixth of the memory that a server holds. What the compiler wrote stays where it is, and starts as well.

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { joinProgram } from '../mcpb/join-program.ts'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))

async function main(): Promise<void> {
  const joined = join(DIST, 'joined')
  // Files of an earlier build have other names.
  rmSync(joined, { recursive: true, force: true })
  const licences = await joinProgram(join(DIST, 'cli/run.js'), joined, { name: 'run', keepsNames: true })
  writeFileSync(join(joined, 'THIRD-PARTY-LICENSES.txt'), licences)
  writeFileSync(join(DIST, 'cli/main.js'), "#!/usr/bin/env node\nimport '../joined/run.js'\n")
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
})
