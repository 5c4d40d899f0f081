// A page that the index saw move: whoever asks for it by its old address is led to the new one, on every surface.

import { expect, it } from 'vitest'
import { GUIDE, makePageHtml, putGuide } from '../crawl/crawl-site.ts'
import { connectToProgram } from '../mcp/mcp-program.ts'
import { call } from '../mcp/mcp-setup.ts'
import { askRaw, serve } from '../server/served.ts'
import { LAMP, setUpProgram } from './run-program.ts'

const at = (page: string) => LAMP.replace('a.html', page)
const BEAM = 'https://docs.aws.amazon.com/torch/latest/dg/beam.html'
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']

/** Of the guide, b is now bb, which is now bbb, and c is in a guide that is not indexed. */
async function setUpMoved() {
  const setup = await setUpProgram()
  const { site, run } = setup
  const leadTo = (location: string) => ({ status: 301, headers: { location } })
  // The page a goes on linking to where they were.
  const putPages = (names: readonly string[]) => {
    putGuide(site, names)
    const links = ['b.html#more', 'c.html', 'd.html']
    site.files.set(`${GUIDE}a.html`, makePageHtml('Page a', 'text of a.', { links }))
  }
  const move = async (from: string, to: string, names: readonly string[]) => {
    putPages(names)
    site.files.set(`${GUIDE}${from}.html`, leadTo(to))
    const { code, stdout } = await run('refresh', '--max-age', '0d')
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 moved')])
  }
  putPages(NAMES)
  expect((await run('crawl', LAMP)).code).toBe(0)
  const others = NAMES.filter((name) => !['b', 'c'].includes(name))
  await move('b', 'bb.html', [...others, 'c', 'bb'])
  await move('bb', 'bbb.html', [...others, 'c', 'bbb'])
  site.files.set('/torch/latest/dg/beam.html', makePageHtml('Beam', 'text of a beam.'))
  await move('c', '/torch/latest/dg/beam.html', [...others, 'bbb'])
  return setup
}

it('is followed, or its new address is named', async () => {
  const { run, folder, indexFile } = await setUpMoved()
  const said = `The page has moved: ${at('b.html')} is now ${at('bbb.html')}.`
  const read = await run('--offline', 'read', `${at('b.html')}#more`)
  expect(read).toMatchObject({ code: 0, stdout: expect.stringContaining('## More about Page bbb') })
  expect(read.stderr).toContain(`${at('bbb.html')}#more (index, `)
  expect(read.stderr).toContain(said)
  expect((await run('--offline', 'read', at('b.html'), '--fresh')).stderr).toContain(said)
  const section = await run('--offline', 'read', at('b.html'), '--section', 'More about Page bbb')
  expect(section).toMatchObject({ code: 0, stderr: expect.stringContaining(said) })

  const away = await run('--offline', 'read', at('c.html'))
  expect(away.code).toBe(3)
  expect(away.stderr).toContain(
    `The page has moved: ${at('c.html')} is now ${BEAM}. Its guide is not indexed; offline, `,
  )
  expect(away.stderr).not.toContain('The nearest indexed pages')
  expect(away.stderr).toContain(`pull ${BEAM}`)

  const client = await connectToProgram('newer', folder, { AWS_DOCS_INDEX: indexFile })
  const page = await call(client, 'read_documentation', { url: at('b.html') })
  expect(page).toMatchObject({ isError: false, text: expect.stringContaining(said) })
  expect(page.text).toContain('# Page bbb')
  expect((await call(client, 'read_documentation', { url: at('c.html') })).text).toContain(`is now ${BEAM}.`)
  const sections = await call(client, 'read_sections', { url: at('b.html'), section_titles: ['More about Page bbb'] })
  expect(sections).toMatchObject({ isError: false, text: expect.stringContaining('bbb.html') })
  const related = await call(client, 'recommend', { url: at('b.html') })
  expect(related.isError).toBe(false)
  expect((await call(client, 'recommend', { url: at('c.html') })).text).toContain(`is now ${BEAM}.`)

  const server = await serve(indexFile)
  const old = await askRaw(server.url, `/read${GUIDE}b.html`)
  expect([old.status, old.headers.location]).toEqual([303, `/read${GUIDE}bbb.html`])
  for (const [language, words] of [
    ['en', 'It has moved to'],
    ['ja', '移動先'],
  ] as const) {
    const gone = await askRaw(server.url, `/read${GUIDE}c.html`, { headers: { 'accept-language': language } })
    expect(gone.status).toBe(404)
    expect(gone.body).toContain(words)
    expect(gone.body).toContain(`href="${BEAM}"`)
  }
  await server.stop()
}, 60_000)

it('is linked to by its new address in every page that is read', async () => {
  const { run, folder, indexFile } = await setUpMoved()
  const links = [`](${at('bbb.html')}#more)`, `](${BEAM})`, `](${at('d.html')})`]
  const expectNew = (markdown: string) => {
    for (const link of links) expect.soft(markdown).toContain(link)
    expect.soft(markdown).not.toMatch(/\/(?:b|c)\.html/)
  }
  const { stdout } = await run('--offline', 'read', LAMP)
  expectNew(stdout)
  expectNew((await run('--offline', 'read', LAMP, '--section', 'More about Page a')).stdout)
  const { contents } = JSON.parse((await run('--offline', 'read', LAMP, '--json')).stdout)
  const rest = await run('--offline', 'read', LAMP, '--start', String(contents[1].start))
  expect(rest.stdout).toMatch(/^## More about Page a\n/)

  const client = await connectToProgram('newer', folder, { AWS_DOCS_INDEX: indexFile })
  expectNew((await call(client, 'read_documentation', { url: LAMP })).text)
  expectNew((await call(client, 'read_sections', { url: LAMP, section_titles: ['More about Page a'] })).text)

  const server = await serve(indexFile)
  const { body } = await askRaw(server.url, `/read${GUIDE}a.html`)
  expect(body).toContain(`href="/read${GUIDE}bbb.html#more"`)
  expect(body).toContain(`href="${BEAM}"`)
  await server.stop()
}, 60_000)
