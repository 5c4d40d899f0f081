import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LAMP, setUpCrawled, setUpProgram } from './run-program.ts'

const ROW = {
  id: 'lamp-dg',
  product: 'Made-up Lamp',
  title: 'Developer Guide',
  base: '/lamp/latest/dg/',
  locales: ['en_us'],
}

it('finds by words, adds by URL, and lists what is indexed', async () => {
  const { run } = await setUpProgram()
  const found = JSON.parse((await run('guides', 'find', 'lambda', 'developer', '--json')).stdout)
  expect(found.map(({ id }: { id: string }) => id)).toContain('lambda-dg')
  const added = await run('guides', 'add', LAMP)
  expect(added.stdout).toBe('lamp-dg\n')
  await run('crawl', 'lamp-dg')
  const listed = await run('guides', '--json')
  const lamp = JSON.parse(listed.stdout).find(({ id }: { id: string }) => id === 'lamp-dg')
  expect(lamp).toMatchObject({ ...ROW, indexed: [{ locale: 'en_us', pages: 3 }] })
})

it('a guide that was harvested by URL is found, chosen and added by the names of its pages', async () => {
  const { run } = await setUpCrawled()
  const rows = [{ ...ROW, indexed: [{ locale: 'en_us', pages: 3 }] }]
  expect(JSON.parse((await run('guides', 'find', 'lamp', 'developer', '--json')).stdout)).toMatchObject(rows)
  expect(JSON.parse((await run('crawl', 'lamp-dg', '--json')).stdout)).toMatchObject({
    kind: 'complete',
    guides: [{ id: 'lamp-dg', pages: 3, counts: { unchanged: 3 } }],
  })
  const add = async () => JSON.parse((await run('guides', 'add', LAMP, '--json')).stdout)
  expect(await add()).toEqual({ ...ROW, added: true })
  expect(await add()).toEqual({ ...ROW, added: false })
  expect(JSON.parse((await run('guides', 'find', 'lamp', '--json')).stdout)).toMatchObject(rows)
})

it('a product is found by its name in kana, and where an id is wanted its guides are named', async () => {
  const { run } = await setUpProgram()
  const ids = async (word: string) =>
    JSON.parse((await run('guides', 'find', word, '--json')).stdout).map(({ id }: { id: string }) => id)
  expect(await ids('ラムダ')).toEqual(await ids('lambda'))
  expect(await ids('ラムダ')).toContain('lambda-dg')
  for (const command of [['crawl'], ['init', '--no-setup', '--guide']]) {
    const { code, stderr } = await run(...command, 'ラムダ')
    expect([code, stderr]).toEqual([3, expect.stringContaining('Did you mean "lambda-dg"')])
  }
})

it('nothing found is an empty list for scripts, and a sentence for people', async () => {
  const { run } = await setUpProgram()
  const none = await run('guides', 'find', 'xyzzy', '--json')
  expect([none.code, none.stdout]).toEqual([3, '[]\n'])
  expect(none.stderr).toContain('No guide of the catalog holds all of: xyzzy')
  expect(await run('guides', 'find', 'xyzzy')).toEqual({ ...none, stdout: '' })
  // Nothing is near it, and nothing is said to be.
  expect(none.stderr).not.toContain('Did you mean')
  expect((await run('guides', 'find', 'lamdba')).stderr).toContain('Did you mean "lambda-dg"')
})

it('says what is wrong with a URL, or its own file', async () => {
  const { run, folder } = await setUpProgram()
  expect((await run('guides', 'add', 'https://example.com/a/b/c/')).stderr).toContain(
    'is on example.com; only pages of docs.aws.amazon.com and docs.amazonaws.cn are harvested',
  )
  writeFileSync(join(folder, 'guides.json'), '[{"id": 7}')
  const broken = await run('guides')
  expect(broken.code).toBe(1)
  expect(broken.stderr).toContain('guides.json could not be read')
})

it('a malformed entry of its own file costs itself: it is left out, counted, and left where it is', async () => {
  const { run, folder } = await setUpProgram()
  await run('guides', 'add', LAMP)
  const file = join(folder, 'guides.json')
  const odd = [null, 7, { id: 'odd' }, { id: 'x', title: 'X', product: 'X', base: '/a/b/c/', locales: ['en_us', 'xx'] }]
  writeFileSync(file, JSON.stringify([...odd, ...(JSON.parse(readFileSync(file, 'utf8')) as unknown[])]))
  const found = await run('guides', 'find', 'lamp')
  expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining('lamp-dg') })
  expect(found.stderr).toBe(`warning: ${file}: entries that are no guides: 4\n`)
  expect(await run('guides', 'add', 'https://docs.aws.amazon.com/torch/latest/dg/a.html')).toMatchObject({ code: 0 })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([...odd, { id: 'lamp-dg' }, { id: 'torch-dg' }])
  const doctor = await run('doctor')
  expect(doctor.stdout).toMatch(/^warning {2}catalog .*no guides and were left out: 4\.$/m)
})

it('words that no entry of the contents holds are refused, with a list for scripts and what to do for people', async () => {
  const { run } = await setUpCrawled()
  const none = await run('guides', 'contents', 'lamp-dg', 'zzzqqq')
  expect([none.code, none.stdout]).toEqual([3, ''])
  expect(none.stderr).toMatch(/^error: No entry of the contents of .+ \(en_us\) holds all of: zzzqqq\. Use fewer words/)
  expect(none.stderr).toMatch(/"aws-docs-offline [^"]*search WORDS --guide lamp-dg"/)
  const asData = await run('guides', 'contents', 'lamp-dg', 'zzzqqq', '--json')
  expect([asData.code, JSON.parse(asData.stdout).rows, asData.stderr]).toEqual([3, [], none.stderr])
})
