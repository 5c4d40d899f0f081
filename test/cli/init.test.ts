// init in a bare home, with the site on loopback: what it asks, gets and sets up.

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { askForGuides } from '../../src/cli/init/questions.ts'
import { loadCatalog } from '../../src/store/guides/catalog-file.ts'
import { loadOpenRuns } from '../../src/store/lock/runs.ts'
import { crawlGuide, LAMBDA, makeIndex, makeTemporaryFolder, readIndex } from '../bundle/synthetic-index.ts'
import { putGuide } from '../crawl/crawl-site.ts'
import { runIn } from './run-in-folder.ts'
import { PROGRAM, type ProgramSetup, setUpProgram, waitForEnd } from './run-program.ts'

const LAMBDA_DG = { ...LAMBDA, catalogId: 'lambda-dg', base: '/lambda/latest/dg/' }

interface Bare extends ProgramSetup {
  readonly project: string
  /** Runs `init ARGS` in the project. */
  init(...args: string[]): ReturnType<typeof runIn>
}

/** A home with nothing but the folder of Cursor, and a project that uses S3 and Lambda. */
async function makeBareHome(environment: Record<string, string> = {}): Promise<Bare> {
  const setup = await setUpProgram()
  putGuide(setup.site, ['s3-a', 's3-b'], '/AmazonS3/latest/userguide/')
  putGuide(setup.site, ['dg-a', 'dg-b', 'dg-c'], '/lambda/latest/dg/')
  mkdirSync(join(setup.folder, '.cursor'))
  const project = join(setup.folder, 'project')
  mkdirSync(project)
  writeFileSync(
    join(project, 'package.json'),
    '{"dependencies":{"@aws-sdk/client-s3":"3","@aws-sdk/client-lambda":"3"}}',
  )
  const env = { AWS_DOCS_ORIGIN: setup.site.origin, ...environment }
  return { ...setup, project, init: (...args) => runIn(setup.folder, ['init', ...args], { env, cwd: project }) }
}

/** Keeps one page of the S3 guide back until `release`, so that the harvest is still at work when init returns. */
function holdPage({ site }: ProgramSetup): () => void {
  let release = () => {}
  let isReleased = false
  site.misbehave = (path, _, response) => {
    if (isReleased || !path.endsWith('s3-b.html')) return undefined
    release = () => void response.writeHead(404).end()
    return 'handled'
  }
  return () => {
    isReleased = true
    release()
  }
}

/** Waits for the end of the run that is at work, which its lock tells; the program is asked once. */
async function waitUntilComplete({ run, indexFile }: ProgramSetup): Promise<void> {
  await expect.poll(() => readIndex(indexFile, loadOpenRuns)).toEqual([])
  const { guides, running } = JSON.parse((await run('status', '--json')).stdout)
  expect(running).toEqual([])
  expect(guides).not.toEqual([])
  for (const { completeness } of guides) expect(completeness).toMatchObject({ kind: 'complete' })
}

describe('without a terminal', () => {
  it('says what to give, with what the project uses, and changes nothing', async () => {
    const { init, folder, site } = await makeBareHome()
    const { code, stdout, stderr } = await init()
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(
      '--guide lambda-dg s3-userguide", or --yes for what this folder uses: lambda-dg, s3-userguide',
    )
    expect(site.log).toEqual([])
    expect(readdirSync(folder).sort()).toEqual(['.cursor', 'project'])
    expect(readdirSync(join(folder, '.cursor'))).toEqual([])
  })

  it('harvests in the background, says how far it is, can be searched at once, and sets up what is found', async () => {
    const bare = await makeBareHome()
    const release = holdPage(bare)
    const { code, stdout, stderr } = await bare.init('--guide', 's3-userguide')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^s3-userguide: 1 of 2 pages, being crawled now/)
    expect(stderr).toContain('Harvesting s3-userguide from the site in the background')
    expect(stderr).toMatch(/It goes on in the background \(process \d+, log .*index\.harvest\.log\)/)
    expect(stderr).toContain('Pages can be searched as soon as they are stored')
    expect((await bare.run('--offline', 'search', 's3-a')).stdout).toContain('Page s3-a')
    const { mcpServers } = JSON.parse(readFileSync(join(bare.folder, '.cursor', 'mcp.json'), 'utf8'))
    expect(mcpServers['aws-docs-offline'].args).toEqual([PROGRAM, 'serve'])
    // The crawl that is at it gets it: no second one is started.
    const again = await bare.init('--guide', 's3-userguide', '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({
      guides: [{ id: 's3-userguide', completeness: { isRunning: true } }],
      clients: [{ id: 'cursor', outcome: 'unchanged' }],
    })
    expect(JSON.parse(again.stdout).harvest).toBeUndefined()
    release()
    await waitUntilComplete(bare)
    // The report comes once the run is closed.
    await expect.poll(() => readFileSync(join(bare.folder, 'index.harvest.log'), 'utf8')).toContain('Complete: ')
  })

  it('says that another crawl is in the way', async () => {
    const bare = await makeBareHome()
    const release = holdPage(bare)
    await bare.init('--guide', 's3-userguide', '--no-setup')
    const { code, stderr } = await bare.init('--guide', 'lambda-dg', '--no-setup')
    release()
    expect(code).toBe(3)
    expect(stderr).toMatch(/The harvest ended with 3: Refused: A crawl is running since .+: s3-userguide en_us, \d+ of/)
    await waitUntilComplete(bare)
  })

  it('--yes takes what the project uses, --wait ends when all is there, and a second run has nothing to do', async () => {
    const bare = await makeBareHome()
    const first = await bare.init('--yes', '--wait')
    expect([first.code, first.stdout]).toEqual([
      0,
      `lambda-dg: 3 pages\ns3-userguide: 2 pages\ncursor: written ${join(bare.folder, '.cursor', 'mcp.json')}\n`,
    ])
    const requests = bare.site.log.length
    const second = await bare.init('--yes', '--wait')
    expect(second.stdout).toContain('lambda-dg: 3 pages\ns3-userguide: 2 pages\ncursor: unchanged')
    expect(bare.site.log.length).toBe(requests)
  })

  it('sets up what is named, or nothing, and one that cannot be does not keep the others from it', async () => {
    const bare = await makeBareHome()
    writeFileSync(join(bare.folder, '.cursor', 'mcp.json'), '{"mcpServers": {')
    const { code, stdout, stderr } = await bare.init('--yes', '--wait', '--client', 'cursor', 'codex')
    expect(code).toBe(2)
    expect(stdout).toMatch(/^cursor: failed .*\ncodex: written /m)
    expect(stderr).toContain('Fix it first')
    expect((await bare.init('--yes', '--no-setup')).stdout).not.toContain('cursor')
  })

  it.each([
    [['--guide', 'lamda-dg'], 3, 'Did you mean "lambda-dg"'],
    [['--yes', '--client', 'emacs'], 1, 'Use one of claude-desktop'],
    [['--offline', '--yes'], 3, 'Only the site has lambda-dg, s3-userguide, and this is offline'],
  ])('%j is refused with the reason, and nothing is changed', async (args, expected, said) => {
    const { init, folder, site } = await makeBareHome()
    const { code, stderr } = await init(...args)
    expect([code, site.log.length]).toEqual([expected, 0])
    expect(stderr).toContain(said)
    expect(readdirSync(join(folder, '.cursor'))).toEqual([])
  })

  it('a folder that uses nothing plainly, and a machine without assistants, are told so', async () => {
    const { init, project, folder, run } = await setUpBare()
    const { code, stderr } = await init('--yes')
    expect(code).toBe(1)
    expect(stderr).toContain('Nothing in this folder says plainly')
    const done = await init('--guide', 'https://docs.aws.amazon.com/lamp/latest/dg/a.html', '--wait')
    expect(done.stdout).toBe('lamp-dg: 3 pages\n')
    expect(done.stderr).toContain('No assistant was found here')
    expect(existsSync(join(project, 'index.sqlite'))).toBe(false)
    expect((await run('status')).stdout).toContain(join(folder, 'index.sqlite'))
  })
})

async function setUpBare() {
  const setup = await setUpProgram()
  const project = makeTemporaryFolder()
  const env = { AWS_DOCS_ORIGIN: setup.site.origin }
  return {
    ...setup,
    project,
    init: (...args: string[]) => runIn(setup.folder, ['init', ...args], { env, cwd: project }),
  }
}

it('with a source pulls what that has, and harvests the rest', async () => {
  const publisher = makeTemporaryFolder()
  const [repository, key] = [join(publisher, 'repository'), join(publisher, 'key')]
  await makeIndex(join(publisher, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA_DG, 6))
  await runIn(publisher, ['keygen', key])
  expect((await runIn(publisher, ['publish', repository, '--sign', key])).code).toBe(0)
  const bare = await makeBareHome({ AWS_DOCS_PULL_FROM: repository, AWS_DOCS_TRUST: `${key}.pub` })
  const { code, stdout, stderr } = await bare.init('--yes', '--wait', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    pulled: ['lambda-dg'],
    guides: [{ id: 'lambda-dg', completeness: { kind: 'complete', pages: 6 } }, { id: 's3-userguide' }],
  })
  expect(stderr).toContain(`Getting lambda-dg from ${repository}`)
  expect(bare.site.log.some(({ path }) => path.startsWith('/lambda/'))).toBe(false)
  // Offline the source is enough for what it has.
  const offline = await makeBareHome()
  const pulled = await offline.init('--offline', '--guide', 'lambda-dg', '--from', repository, '--trust', `${key}.pub`)
  expect([pulled.code, pulled.stdout.split('\n')[0]]).toEqual([0, 'lambda-dg: 6 pages'])
  // What it has in another language is named.
  const source = ['--from', repository, '--trust', `${key}.pub`]
  const other = await offline.init('--offline', '--guide', 'lambda-dg', '--locale', 'ja_jp', ...source)
  expect(other.code).toBe(3)
  expect(other.stderr).toContain(
    'The source has lambda-dg in English (en_us); --locale chooses. Leave out --offline and AWS_DOCS_OFFLINE, import a ' +
      'bundle, or name another source',
  )
})

describe('asked on a terminal', () => {
  const CATALOG = loadCatalog('/nowhere/guides.json').guides
  const SUGGESTED = [{ catalogId: 's3-userguide', title: 'S3', because: '@aws-sdk/client-s3' }]

  async function answering(answers: readonly string[], suggestions = SUGGESTED): Promise<string[]> {
    const left = [...answers]
    const names = await askForGuides({ ask: async () => left.shift() ?? '', close: () => {} }, suggestions, CATALOG)
    expect(left).toEqual([])
    return names
  }

  it('takes suggestions, ids, words that fit one guide, and URLs; asks again where several or none fit', async () => {
    expect(await answering(['', ''])).toEqual(['s3-userguide'])
    expect(await answering(['n', 'LAMBDA-DG', 'step functions', ''])).toEqual(['lambda-dg', 'stepfunctions-dg'])
    expect(await answering(['sqs', 'flurbl', '/x/', 'sqs-dg', ''], [])).toEqual(['sqs-dg'])
    const url = 'https://docs.aws.amazon.com/lamp/latest/dg/a.html'
    expect(await answering([url, ''], [])).toEqual([url])
    expect(await answering(['no', ''])).toEqual([])
  })

  // util-linux's script(1) gives a program a terminal; others of that name are called otherwise.
  const hasScript = process.platform === 'linux' && existsSync('/usr/bin/script')
  it.skipIf(!hasScript)('on a real one, ends in an assistant that is set up', async () => {
    const bare = await makeBareHome()
    const command = `${process.execPath} ${PROGRAM} init --wait`
    const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
      '/usr/bin/script',
      ['-qec', command, '/dev/null'],
      {
        env: { ...bare.env },
        cwd: bare.project,
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    const answers = ['', '', 'y']
    let text = ''
    let answered = 0
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const asked = text.split(/\[Y\/n\] |goes on: /).length - 1
      while (answered < asked) child.stdin.write(`${answers[answered++] ?? ''}\n`)
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect([code, answered]).toEqual([0, 3])
    expect(text).toContain('@aws-sdk/client-s3')
    expect(text).toContain('lambda-dg: 3 pages')
    expect(existsSync(join(bare.folder, '.cursor', 'mcp.json'))).toBe(true)
  })
})

it.skipIf(process.platform === 'win32').each([
  { interrupted: true, code: 2 },
  { interrupted: false, code: 1 },
])('--wait whose harvest is ended by a signal, interrupted: $interrupted, exits with $code', async (asked) => {
  const bare = await makeBareHome()
  const release = holdPage(bare)
  const env = {
    PATH: process.env.PATH,
    HOME: bare.folder,
    AWS_DOCS_DATA: bare.folder,
    AWS_DOCS_ORIGIN: bare.site.origin,
  }
  const args = ['init', '--guide', 's3-userguide', '--wait', '--no-setup']
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = waitForEnd(child)
  const findHarvest = async () => (existsSync(bare.indexFile) ? readIndex(bare.indexFile, loadOpenRuns) : [])
  await expect.poll(findHarvest).toHaveLength(1)
  const harvest = Number((await findHarvest())[0]?.owner.split(':').at(-1))
  process.kill(harvest, 'SIGSTOP')
  if (asked.interrupted) child.kill('SIGINT')
  process.kill(harvest, 'SIGKILL')
  expect((await ended).code).toBe(asked.code)
  release()
})
