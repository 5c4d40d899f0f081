// Pages, titles and bundles that carry terminal commands: nothing of them reaches the terminal, or a pipe, from any
// command.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makePageHtml, makeTocJson } from '../crawl/crawl-site.ts'
import { runIn } from './run-in-folder.ts'
import { type Ended, LAMP, setUpProgram } from './run-program.ts'

/** Writes the clipboard, erases, turns the line around, ends a line early. */
const EVIL = '\u001b]52;c;ZXZpbA==\u0007\b\b\u009b2J\u202egnp\u2028\u007f'
const ACTS = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

function expectHarmless({ stdout, stderr }: Ended, what: string): string {
  expect([what, ACTS.exec(stdout + stderr)?.[0]]).toEqual([what, undefined])
  return stdout + stderr
}

it('control characters of pages reach neither a terminal nor a pipe', async () => {
  const { site, run, folder } = await setUpProgram()
  const guide = '/lamp/latest/dg/'
  const title = `Lamp ${EVIL}title`
  const text = `Glow ${EVIL}text.</p><pre><code>code ${EVIL}</code></pre><p>`
  site.files.set(`${guide}toc-contents.json`, makeTocJson(['a'], [{ title, href: `b${EVIL}.html` }]))
  site.files.set(
    `${guide}a.html`,
    makePageHtml(title, text).replaceAll('Made-up Lamp', `Made-up ${EVIL}Lamp`).replace('More about', `More ${EVIL}`),
  )
  expectHarmless(await run('crawl', LAMP), 'crawl')
  expectHarmless(await run('crawl', LAMP, '--json'), 'crawl --json')
  expect(expectHarmless(await run('search', 'glow', 'text'), 'search')).toContain('\\u001b]52;c;ZXZpbA==\\u0007')
  expect(expectHarmless(await run('read', LAMP), 'read')).toContain('\\u001b]52;c;')
  const json = await run('read', LAMP, '--json')
  expectHarmless(json, 'read --json')
  expect(JSON.parse(json.stdout).markdown).toContain('\u001b]52;c;')
  expectHarmless(await run('search', 'glow', '--json', '--explain'), 'search --json')
  expectHarmless(await run('search', `glow ${EVIL.replaceAll('\0', '')}`), 'search for it')
  expectHarmless(await run('changes', '--since', '1d'), 'changes')
  for (const command of ['status', 'guides', 'doctor']) expectHarmless(await run(command), command)

  const bundle = join(folder, 'evil.bundle')
  expectHarmless(await run('export', bundle), 'export')
  expectHarmless(await run('verify', bundle), 'verify')
  mkdirSync(join(folder, 'other'))
  const imported = await runIn(join(folder, 'other'), ['import', bundle])
  expectHarmless(imported, 'import')
})

it('control characters of answers, of the command line and of the live search do not either', async () => {
  const { site, folder, run } = await setUpProgram()
  site.misbehave = (path, _, response) => {
    if (path !== '/lamp/latest/dg/b.html') return undefined
    response.writeHead(302, { location: `https://elsewhere.example/\u009b2J` }).end()
    return 'handled'
  }
  expect(expectHarmless(await run('crawl', LAMP), 'redirect')).toContain(
    'redirects to https://elsewhere.example/\\u009b2J',
  )
  const hit = {
    link: 'https://docs.aws.amazon.com/torch/latest/dg/beam.html',
    title: `Beam ${EVIL}`,
    suggestionBody: `About ${EVIL}`,
    context: [],
  }
  site.files.set('/search', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ suggestions: [{ textExcerptSuggestion: hit }] }),
  })
  const env = { AWS_DOCS_ORIGIN: site.origin, AWS_DOCS_SEARCH_URL: `${site.origin}/search` }
  expect(expectHarmless(await runIn(folder, ['search', 'zirconium'], { env }), 'live search')).toContain(
    'Beam \\u001b]52',
  )
  for (const args of [[`${EVIL}`], ['search', `--${EVIL}`], ['crawl', `x${EVIL}`], ['read', `https://x/${EVIL}`]]) {
    expectHarmless(await run(...args), args.join(' '))
  }
})
