// What a person sees: progress as one clean line, messages that stay, and Ctrl-C at any time.

import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { BUNDLE_BEGINS } from '../../src/bundle/format/archive.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { makePageHtml, makeTocJson, putGuide } from '../crawl/crawl-site.ts'
import { HAS_TMUX, openTerminal } from './real-terminal.ts'
import { LAMP, type ProgramSetup, setUpProgram } from './run-program.ts'

const TORCH = 'https://docs.aws.amazon.com/torch/latest/dg/a.html'
const [BOLD, CYAN, YELLOW, GREEN] = ['\u001b[1m', '\u001b[36m', '\u001b[33m', '\u001b[32m']
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']

/** A site whose page `held` of the guide at `guide` is answered when the test says so. */
function holdPage({ site }: ProgramSetup, held: string): { release(): void; isAsked(): boolean } {
  let waiting: ServerResponse | undefined
  let isFree = false
  site.misbehave = (path, _n, response) => {
    if (isFree || !path.endsWith(held)) return undefined
    waiting = response
    return 'handled'
  }
  return {
    isAsked: () => waiting !== undefined,
    release() {
      isFree = true
      waiting?.writeHead(503, { 'retry-after': '0' }).end()
    },
  }
}

describe.skipIf(!HAS_TMUX)('on a real terminal', () => {
  it.each([40, 80, 120])(
    '%i columns: progress over two guides is one line, and what is said stands above it',
    async (columns) => {
      const setup = await setUpProgram()
      const { site, folder } = setup
      for (const guide of ['/lamp/latest/dg/', '/torch/latest/dg/']) putGuide(site, NAMES, guide)
      site.files.set('/torch/latest/dg/toc-contents.json', makeTocJson(NAMES, [{ title: 5 as never }]))
      const hold = holdPage(setup, '/torch/latest/dg/f.html')
      const terminal = openTerminal({ folder, columns, env: { AWS_DOCS_ORIGIN: site.origin } })
      terminal.run(`crawl ${LAMP} ${TORCH} --concurrency 1`)
      const shown = await terminal.see(/11 of 12/)
      const progress = shown.split('\n').filter((line) => line.startsWith('2 guides'))
      expect(progress).toHaveLength(1)
      expect(shown.split('\n').at(-1)).toBe(progress[0])
      expect(progress[0]).toMatch(columns < 60 ? /█ 11 of 12$|░ 11 of 12$/ : / · (?:lamp-dg 6|torch-dg 5) new$/)
      expect(says(shown, 'warning: torch-dg: 1 malformed part was left out of its contents')).toBe(true)
      expect(says(shown, 'Pages can be searched as soon as they are stored')).toBe(true)
      hold.release()
      const { code, screen } = await terminal.end()
      expect(code).toBe(0)
      expect(says(screen, 'Complete: ')).toBe(true)
      expect(says(screen, 'warning: torch-dg: 1 malformed part was left out of its contents')).toBe(true)
      expect(screen).not.toMatch(/[█░]/)
    },
  )

  it.each([40, 80])(
    '%i columns: Ctrl-C leaves its message and the report, and nothing of the line',
    async (columns) => {
      const setup = await setUpProgram()
      putGuide(setup.site, NAMES)
      holdPage(setup, '/e.html')
      const terminal = openTerminal({ folder: setup.folder, columns, env: { AWS_DOCS_ORIGIN: setup.site.origin } })
      terminal.run(`crawl ${LAMP} --concurrency 1`)
      await terminal.see(/4 of 6/)
      terminal.press('C-c')
      const { code, screen } = await terminal.end()
      expect(code).toBe(2)
      expect(says(screen, 'Stopping after the pages under way; run the same command again to go on.')).toBe(true)
      expect(says(screen, 'Not complete (interrupted): ')).toBe(true)
      expect(screen).not.toMatch(/[█░]|\^C/)
    },
  )

  it.each(['/robots.txt', '/toc-contents.json', '/a.html'])(
    'Ctrl-C while %s is waited for is an interruption, and no refusal',
    async (held) => {
      const setup = await setUpProgram()
      const hold = holdPage(setup, held)
      const terminal = openTerminal({ folder: setup.folder, columns: 80, env: { AWS_DOCS_ORIGIN: setup.site.origin } })
      // Of two pages asked for at once, the other one's arrival is progress.
      terminal.run(`crawl ${LAMP} --concurrency 1`)
      await expect.poll(() => hold.isAsked()).toBe(true)
      // What is told of the pages may be on the screen by then.
      await terminal.see(/asking the site| 0 of 3/)
      terminal.press('C-c')
      const { code, screen } = await terminal.end()
      expect(code).toBe(2)
      expect(screen).toContain('Not complete (interrupted): ')
      expect(screen).not.toMatch(/Refused|asking the site/)
    },
  )

  it('while the site does not answer, the line says that it is waited for, and not how long the rest takes', async () => {
    const { site, folder } = await setUpProgram()
    putGuide(
      site,
      Array.from({ length: 40 }, (_, n) => `page-${n}`),
    )
    site.files.set('/robots.txt', 'User-agent: *\nCrawl-delay: 0.02\n')
    let asked = 0
    let release = () => {}
    site.misbehave = (path, _n, response) => {
      asked += path.endsWith('.html') ? 1 : 0
      if (asked <= 3) return undefined
      if (asked <= 3 + CRAWLING.failures) response.destroy()
      else {
        site.misbehave = undefined
        release = () => void response.writeHead(404).end()
      }
      return 'handled'
    }
    const terminal = openTerminal({ folder, columns: 100, env: { AWS_DOCS_ORIGIN: site.origin } })
    terminal.run(`crawl ${LAMP} --concurrency 1`)
    const waiting = await terminal.see(/^lamp-dg .* 3 of 40 · waiting for the site$/m)
    expect(says(waiting, 'warning: the site cannot be read: ')).toBe(true)
    await expect.poll(() => site.misbehave, { timeout: 100_000 }).toBe(undefined)
    release()
    const { code, screen } = await terminal.end()
    expect([code, says(screen, 'The site answers again.')]).toEqual([0, true])
    expect(screen).not.toContain('waiting for the site\n')
  })

  it('init --wait shows the progress of its harvest, and Ctrl-C is told of once', async () => {
    const setup = await setUpProgram()
    holdPage(setup, '/c.html')
    const terminal = openTerminal({ folder: setup.folder, columns: 80, env: { AWS_DOCS_ORIGIN: setup.site.origin } })
    terminal.run(`init --guide ${LAMP} --wait --no-setup`)
    await terminal.see(/^lamp-dg █+░+ 2 of 3/m)
    terminal.press('C-c')
    const { code, screen } = await terminal.end()
    expect(code).toBe(2)
    expect(screen.match(/Stopping after the pages under way/g)).toHaveLength(1)
    expect(screen).toMatch(/^lamp-dg: 2 of 3 pages, stopped /m)
  })

  it('a download of unknown length says how much came', async () => {
    const { site, folder } = await setUpProgram()
    site.misbehave = (path, _n, response) => {
      if (path !== '/docs.awsdocs') return undefined
      response.writeHead(200).write(Buffer.concat([Buffer.from(BUNDLE_BEGINS), Buffer.alloc(2_500_000)]))
      return 'handled'
    }
    const terminal = openTerminal({ folder, columns: 60 })
    terminal.run(`import ${site.origin}/docs.awsdocs`)
    await terminal.see(/^downloading 2\.50 MB$/m)
    terminal.press('C-c')
    const { code, screen } = await terminal.end()
    expect(code).toBe(130)
    expect(screen).toBe('Stopping; nothing is merged.\nerror: Interrupted.')
  })

  it.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ TERM: 'dumb' }, false],
  ])(
    'with %j titles and matches are in colour: %s, what the thesaurus brought too, and tables are drawn',
    async (env, isColoured) => {
      const { site, folder, run } = await setUpProgram()
      const text =
        'The price of a lamp.</p><table><tr><th>Item</th><th>Charge</th></tr><tr><td>Lamp</td><td>5</td></tr></table><p>'
      site.files.set('/lamp/latest/dg/a.html', makePageHtml('Lamp \u001b[31m charges', text))
      await run('crawl', LAMP)
      const terminal = openTerminal({ folder, columns: 80, env: { AWS_DOCS_OFFLINE: '1', ...env } })
      terminal.run('search "ランプの料金 lamp" --limit 1')
      const { screen } = await terminal.end()
      expect(screen).toContain('1. Lamp \\u001b[31m charges')
      expect(screen).toContain('   | │ Item │ Charge │')
      const colours = terminal.readColours()
      expect(colours.includes(`${BOLD}${CYAN}1. `)).toBe(isColoured)
      expect(colours.includes(`${BOLD}${YELLOW}Lamp`)).toBe(isColoured)
      expect(colours.includes(`${GREEN}price`)).toBe(isColoured)
      terminal.run(`read ${LAMP}`)
      expect((await terminal.end()).screen).toContain('│ Item │ Charge │')
      terminal.run(`read ${LAMP} | cat`)
      expect((await terminal.end()).screen).toContain('| Item | Charge |')
    },
  )
})

/** Whether it was written: the terminal breaks lines anywhere, and blanks there are not seen. */
function says(screen: string, text: string): boolean {
  return screen.replace(/\s+/g, '').includes(text.replace(/\s+/g, ''))
}
