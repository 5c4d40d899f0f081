// What a product is called where its pages say more than its name.

import { expect, it } from 'vitest'
import { LAMP, setUpProgram } from './run-program.ts'

it('a product whose pages join its name with the title of the guide is called by its name', async () => {
  const { site, run } = await setUpProgram()
  for (const [path, file] of site.files)
    if (path.endsWith('.html'))
      site.files.set(path, String(file).replaceAll('Made-up Lamp"', 'Made-up Lamp Developer Guide Made-up Lamp"'))
  expect((await run('crawl', LAMP)).code).toBe(0)
  const { hits, facets } = JSON.parse((await run('--offline', 'search', 'text of a', '--json')).stdout)
  expect(facets.products).toEqual([{ name: 'Made-up Lamp', count: 3 }])
  expect(facets.guides).toEqual([{ name: 'Developer Guide', count: 3 }])
  expect(hits.map(({ product }: { product: string }) => product)).toEqual([
    'Made-up Lamp',
    'Made-up Lamp',
    'Made-up Lamp',
  ])
  const { code, stdout } = await run('--offline', 'search', 'text of a', '--product', 'Made-up Lamp')
  expect(code).toBe(0)
  expect(stdout).toContain('Made-up Lamp, Developer Guide (index, ')
})
