// Every example of a search in the READMEs gives the page that stands behind it, over ten guides of the replica. The
// site stays outside the repository.

import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { harvestReplicaIndex, startSharedReplica } from '../../scripts/eval/replica-index.ts'
import { PROGRAM } from '../cli/run-program.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const SHARED = resolve(ROOT, process.env.AWS_DOCS_SHARED ?? '../shared')
const EXAMPLES = ['README.md', 'README.ja.md'].flatMap((file) =>
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('aws-docs-offline search '))
    .map((line) => [file, ...line.replace('aws-docs-offline ', '').split(/\s+#\s+/)] as const),
)
/** Asked by quickstart, which has the first pages of Lambda's guide alone. */
const QUICKSTART = 'What is the longest timeout of a Lambda function?'

test('every example names its page', () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(5)
  for (const [file, , page] of EXAMPLES) expect([file, page]).toEqual([file, expect.stringMatching(/\.html$/)])
})

describe.skipIf(!existsSync(join(SHARED, 'replica')))('the examples of the READMEs', () => {
  let index = ''
  beforeAll(async () => {
    index = await harvestReplicaIndex()
  })

  const search = (args: string) => {
    const { stdout } = spawnSync(
      'sh',
      ['-c', `exec "$0" "$1" --offline --index "$2" ${args} --json`, process.execPath, PROGRAM, index],
      {
        encoding: 'utf8',
      },
    )
    return JSON.parse(stdout).hits[0] as { url: string; context: string }
  }

  test.each(EXAMPLES)('%s: %s gives %s', (_file, call = '', page = '') => {
    expect(search(call).url.replace(/#.*/, '')).toMatch(new RegExp(`/${page.replaceAll('.', '\\.')}$`))
  })

  test('the question of the first five minutes is answered', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`"${QUICKSTART}"`)
    expect(search(`search "${QUICKSTART}" --guide lambda-dg`).context).toContain('900 seconds')
  })

  test('the first twelve pages answer it as well, and first', { timeout: 120_000 }, async () => {
    const replica = await startSharedReplica(['aws-lambda-developer-guide'])
    const folder = mkdtempSync(join(tmpdir(), 'readme-test-'))
    const env = { PATH: process.env.PATH, HOME: folder, AWS_DOCS_DATA: folder, AWS_DOCS_ORIGIN: replica.origin }
    const run = async (...args: string[]) =>
      (await promisify(execFile)(process.execPath, [PROGRAM, ...args], { env })).stdout
    try {
      await run('crawl', 'lambda-dg', '--max-pages', '12', '--crawl-delay', '0')
      const { hits } = JSON.parse(await run('--offline', 'search', QUICKSTART, '--json'))
      expect(hits[0].context).toContain('900 seconds')
    } finally {
      await replica.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
