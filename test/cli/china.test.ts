import { expect, it, onTestFinished } from 'vitest'
import { GUIDE, makePageHtml, makeTocJson, startSite } from '../crawl/crawl-site.ts'
import { LAMP, setUpProgram } from './run-program.ts'

const CHINA = `https://docs.amazonaws.cn/en_us${GUIDE}a.html`

async function setUp() {
  const china = await startSite()
  onTestFinished(() => china.close())
  china.files.set(`/en_us${GUIDE}toc-contents.json`, makeTocJson(['a']))
  china.files.set(`/en_us${GUIDE}a.html`, makePageHtml('Page a', 'A lantern burns kerosene in the Beijing Region.'))
  return { china, ...(await setUpProgram({ AWS_DOCS_CN_ORIGIN: china.origin })) }
}

it('a guide of the China site is added by URL, harvested by its id, searched, read and listed as what it is', async () => {
  const { run } = await setUp()
  const added = await run('guides', 'add', CHINA, '--json')
  expect(JSON.parse(added.stdout)).toMatchObject({
    id: 'lamp-dg-cn',
    base: `/aws-cn${GUIDE}`,
    partition: 'aws-cn',
    locales: ['en_us'],
    added: true,
  })
  expect((await run('crawl', 'lamp-dg-cn', LAMP)).code).toBe(0)
  const found = await run('search', 'what a lantern burns', '--partition', 'aws-cn')
  expect(found.stdout).toContain(`${CHINA}`)
  expect(found.stdout).toContain('(aws-cn, index, ')
  const read = await run('read', CHINA)
  expect(read.stdout).toContain('kerosene')
  expect(read.stderr).toContain(`${CHINA} (aws-cn, index, `)
  expect((await run('read', LAMP)).stderr).toContain(`${LAMP} (index, `)
  expect((await run('status')).stdout).toMatch(/ lamp-dg-cn en_us \(aws-cn\): /)
  const listed = await run('guides', 'find', 'lamp')
  expect(listed.stdout).toMatch(/^lamp-dg-cn +Made-up Lamp Developer Guide \[en_us\] aws-cn /m)
  expect(listed.stdout).toMatch(/^lamp-dg +Made-up Lamp Developer Guide \[en_us\] {2}\(/m)
})

it('says which languages the site has, and that a mirror of the other is no way to it', async () => {
  const { run } = await setUp()
  const wrong = await run('crawl', CHINA, '--locale', 'ja_jp')
  expect(wrong.stderr).toContain('docs.amazonaws.cn has no pages in Japanese (ja_jp).')
  expect(wrong.stderr).toContain('It has English (en_us) and Simplified Chinese (zh_cn).')
  const { run: mirrored } = await setUpProgram()
  const refused = await mirrored('crawl', CHINA)
  expect(refused.code).toBe(3)
  expect(refused.stderr + refused.stdout).toContain('AWS_DOCS_CN_ORIGIN')
})
