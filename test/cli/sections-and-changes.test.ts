import { expect, it } from 'vitest'
import { GUIDE, makePageHtml, putGuide } from '../crawl/crawl-site.ts'
import { LAMP, setUpCrawled, setUpProgram } from './run-program.ts'

const NOTES = `<h2 id="c">C</h2><p>Of C.</p><h2 id="cpp">C++</h2><p>Of C++.</p><h2 id="q1">Quotas</h2><p>First.</p>
<h3 id="deep">Limits</h3><p>Deep.</p><h2 id="q2">Quotas</h2><p>Second.</p>`

/** A page with these sections alone. */
function makePage(title: string, sections: string, locale = 'en_us'): string {
  return makePageHtml(title, 'Intro.', { locale }).replace(/<h2 id="more">.*?<ul><\/ul>/s, sections)
}

it('read --section prints the sections that are meant and no more', async () => {
  const { site, run } = await setUpProgram()
  site.files.set(`${GUIDE}a.html`, makePage('Page a', NOTES))
  await run('crawl', LAMP)
  const read = (...titles: string[]) =>
    run('--offline', 'read', LAMP, ...titles.flatMap((title) => ['--section', title]))
  expect(await read('C')).toMatchObject({ code: 0, stdout: '## C\n\nOf C.\n' })
  expect(await read('C++')).toMatchObject({ stdout: '## C++\n\nOf C++.\n' })
  expect(await read('Quotas > Limits')).toMatchObject({ stdout: '### Limits\n\nDeep.\n' })
  expect(await read('#cpp', 'C')).toMatchObject({ stdout: '## C++\n\nOf C++.\n\n## C\n\nOf C.\n' })
  expect(await read('Quotas')).toMatchObject({
    stdout: '## Quotas\n\nFirst.\n\n### Limits\n\nDeep.\n\n## Quotas\n\nSecond.\n',
    stderr: expect.stringContaining('2 sections of the page are called "Quotas".'),
  })
  expect(await read('C', 'Lumens')).toMatchObject({
    code: 2,
    stdout: '## C\n\nOf C.\n',
    stderr: expect.stringMatching(/No section "Lumens" here\. Did you mean "/),
  })
  expect(await read('Nothing of the kind')).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('Its sections are:\nPage a\n  C\n'),
  })
  expect((await run('--offline', 'read', LAMP, '--section', 'C', '--start', '5')).stderr).toContain('Give one of them')
  const data = JSON.parse((await run('--offline', 'read', LAMP, '--section', 'Quotas', '--json')).stdout)
  expect(data.found.map(({ url }: { url: string }) => url)).toEqual([`${LAMP}#q1`, `${LAMP}#q2`])
})

it('a Japanese title finds the English section, and the other way round', async () => {
  const { site, run } = await setUpProgram()
  const japanese = `/ja_jp${GUIDE}`
  putGuide(site, ['a'], japanese, { locale: 'ja_jp' })
  site.files.set(`${GUIDE}a.html`, makePage('Page a', '<h2 id="quotas">Quotas</h2><p>Ten.</p>'))
  site.files.set(`${japanese}a.html`, makePage('ページ', '<h2 id="quotas">クォータ</h2><p>10 個。</p>', 'ja_jp'))
  await run('crawl', LAMP)
  await run('crawl', LAMP, '--locale', 'ja_jp')
  expect((await run('--offline', 'read', LAMP, '--section', 'クォータ')).stdout).toBe('## Quotas\n\nTen.\n')
  const there = LAMP.replace('.com/', '.com/ja_jp/')
  expect((await run('--offline', 'read', there, '--section', 'Quotas')).stdout).toBe('## クォータ\n\n10 個。\n')
})

it('changes --text shows what the text said before and says now', async () => {
  const { site, run } = await setUpCrawled()
  site.files.set(`${GUIDE}a.html`, makePageHtml('Page a', 'another text of a.'))
  await run('refresh', '--max-age', '0')
  const shown = await run('changes', '--text')
  expect(shown.stdout).toMatch(/changed lamp-dg: Page a\n {2}https:\S+\n {2}edited: Page a; More about Page a\n/)
  expect(shown.stdout).toContain('  Page a\n    - text of a.\n    + another text of a.\n')
  expect((await run('changes')).stdout).not.toContain('another text')
  const [change] = JSON.parse((await run('changes', '--json')).stdout).changes
  expect(change.text[0]).toEqual({ section: 'Page a', removed: ['text of a.'], added: ['another text of a.'] })
})

it('a question on cost is told where the prices stand, on the command line too', async () => {
  const { run } = await setUpCrawled()
  const { stderr } = await run('--offline', 'search', 'how much does text of a in Lambda cost')
  expect(stderr).toContain(
    'Prices are not in the documentation, which says what is billed; they stand at https://aws.amazon.com/lambda/pricing/.',
  )
  expect((await run('--offline', 'search', 'text of a')).stderr).not.toContain('Prices')
})

it.each([LAMP, `${LAMP}#lamp`, LAMP.replace('https://', ''), `  ${LAMP} `])(
  'a question that is the address of a page is told how it is read: %s',
  async (address) => {
    const { run } = await setUpCrawled()
    const { stderr, code } = await run('--offline', 'search', address)
    expect(code).toBe(0)
    const [, url = ''] =
      /^That is the address of a page: "aws-docs-offline .*\bread '?([^' ]*)'?" shows it\.$/m.exec(stderr) ?? []
    expect(url).toMatch(/^https:/)
    expect((await run('--offline', 'read', url)).stdout).toContain('# ')
    expect((await run('--offline', 'search', `${LAMP} says what`)).stderr).not.toContain('the address of a page')
  },
)
