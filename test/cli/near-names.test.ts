// A name that is nearly one: whoever takes it says which was probably meant.

import { join } from 'node:path'
import { expect, it } from 'vitest'
import { setUpCrawled } from './run-program.ts'

it('names of guides, products, clients and languages are led to the nearest', async () => {
  const { run, folder } = await setUpCrawled()
  const said = async (...args: string[]) => {
    const { stdout, stderr } = await run('--offline', ...args)
    return stdout + stderr
  }
  expect(await said('search', 'text of a', '--product', 'Made-up Lmap')).toContain(
    'is of the product "Made-up Lmap". Did you mean "Made-up Lamp"?',
  )
  expect(await said('search', 'text of a', '--guide-type', 'Developers Guide')).toContain(
    'Did you mean "Developer Guide"?',
  )
  expect(await said('search', 'text of a', '--guide', 'lamda-dg')).toContain('Did you mean "lambda-dg"')
  expect(await said('search', 'text of a', '--guide', 'lambda-dg')).toContain('Guide "lambda-dg" is not in the index.')
  expect(await said('crawl', 'lambda')).toContain('A crawl needs the network')
  expect(await said('changes', 'lamp')).toContain('The nearest that are: "lamp-dg"')
  expect(await said('export', join(folder, 'x.awsdocs'), '--guide', 'lamp')).toContain('Did you mean "lamp-dg"?')
  expect(await said('setup', 'cluade-code')).toContain('Did you mean "claude-code"?')
  expect(await said('search', 'text', '--locale', 'jp')).toContain('Did you mean "ja_jp"?')
  expect(await said('guides', 'find', 'lamda')).toContain('Did you mean "lambda-dg"')
})

it.each([
  ['--guide', 'lmap-dg', 'lamp-dg', 'Guide "lmap-dg" is not in the catalog.'],
  [
    '--product',
    'Made-up Lmap',
    'Made-up Lamp',
    'No guide of the index or the catalog is of the product "Made-up Lmap".',
  ],
  ['--guide-type', 'Developers Guid', 'Developer Guide', 'No guide of the index or the catalog has the title'],
])('%s with a name that nothing has is refused, with what may be meant', async (option, name, near, said) => {
  const { run } = await setUpCrawled()
  for (const json of [[], ['--json']]) {
    const refused = await run('--offline', 'search', 'text of a', ...json, option, name)
    expect(refused).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toContain(said)
    expect(refused.stderr).toContain(near)
  }
  const { code, stdout, stderr } = await run('--offline', 'search', 'text of a', option, name, near)
  expect(code).toBe(0)
  expect(stdout).toContain('Page a')
  expect(stderr).toContain(name)
})

it('a name of the catalog that is not indexed is no wrong name', async () => {
  const { run } = await setUpCrawled()
  for (const filter of [
    ['--guide', 'lambda-dg'],
    ['--product', 'AWS Lambda'],
    ['--guide-type', 'User Guide'],
  ]) {
    const { code, stderr } = await run('--offline', 'search', 'text of a', ...filter)
    expect([filter, code]).toEqual([filter, 0])
    expect(stderr).toContain(filter[1])
  }
})

it('a filter that is known in part says which part is not', async () => {
  const { run } = await setUpCrawled()
  const { stdout, stderr } = await run('--offline', 'search', 'text of b', '--product', 'Made-up Lamp', 'Torch')
  expect(stdout).toContain('Page b')
  expect(stderr).toContain('No indexed guide is of the product "Torch".')
})

it('a name of a product without its signs and capitals narrows, where a product or a guide is asked for', async () => {
  const { run } = await setUpCrawled()
  for (const option of ['--product', '--guide']) {
    const { code, stdout } = await run('--offline', 'search', 'text of a', option, 'made up lamp', '--json')
    expect([code, JSON.parse(stdout).hits.length]).toEqual([0, 3])
  }
  expect((await run('--offline', 'changes', 'made up lamp')).code).toBe(0)
})
