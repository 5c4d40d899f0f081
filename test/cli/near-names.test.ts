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
    'No indexed guide is of the product "Made-up Lmap". Did you mean "Made-up Lamp"?',
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

it('a filter that is known in part says which part is not', async () => {
  const { run } = await setUpCrawled()
  const { stdout, stderr } = await run('--offline', 'search', 'text of b', '--product', 'Made-up Lamp', 'Torch')
  expect(stdout).toContain('Page b')
  expect(stderr).toContain('No indexed guide is of the product "Torch".')
})
