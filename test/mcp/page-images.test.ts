// Images of a page for models that see: as image content, bounded, and what is left out is said.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countResultTokens } from '../../src/mcp/answer/answer-budget.ts'
import type { ToolResult } from '../../src/mcp/answer/tool-result.ts'
import { type CrawlSite, GUIDE, makePageHtml, startSite } from '../crawl/crawl-site.ts'
import { makeFolderOfFile } from '../images/folder-of-file.ts'
import { crawlIllustrated, FIGURES, IMAGES, putIllustratedGuide } from '../images/illustrated-site.ts'
import { JPEG, makeImageAnswer, makeLongPng, makePng } from '../images/made-images.ts'
import { call, connect, ERAS, type ToolAnswer } from './mcp-setup.ts'

const URL = `https://docs.aws.amazon.com${FIGURES}`
const OTHER = `https://docs.aws.amazon.com${GUIDE}other.html`
const FIGURE = `https://docs.aws.amazon.com${IMAGES}figure.png`
const folder = makeFolderOfFile()
let site: CrawlSite

beforeAll(async () => {
  site = await startSite()
  putIllustratedGuide(site)
  const many = Array.from({ length: 8 }, (_, n) => `<img src="images/many-${n}.png" alt="Number ${n}"/>`).join('')
  site.files.set(`${GUIDE}other.html`, makePageHtml('Other', `text. ${many}<img src="images/long.png" alt="Long"/>`))
  for (let n = 0; n < 8; n++) site.files.set(`${IMAGES}many-${n}.png`, makeImageAnswer(makePng(100, 100 + n)))
  site.files.set(`${IMAGES}long.png`, makeImageAnswer(makeLongPng(900_000)))
  site.files.set(`${IMAGES}photo.jpg`, makeImageAnswer(JPEG, 'image/jpeg'))
  await crawlIllustrated(`${folder()}/index.sqlite`, site, true)
})
afterAll(() => site.close())

const listImages = ({ content }: ToolAnswer) => content.filter(({ type }) => type === 'image')

describe.each(ERAS)('with the %s client', (era) => {
  test('images come as image content behind the text, and what is left out is named with its reason', async () => {
    const client = await connect(era, folder())
    const answer = await call(client, 'read_documentation', { url: URL, images: true })
    expect(listImages(answer)).toEqual([
      { type: 'image', mimeType: 'image/png', data: makePng(900, 300, [200, 120, 40]).toString('base64') },
      { type: 'image', mimeType: 'image/png', data: makePng(120, 80, [40, 140, 90]).toString('base64') },
    ])
    expect(answer.text).toContain(`![A lamp and its switch](${FIGURE})`)
    expect(answer.text).toContain(`[Image: ${FIGURE}]`)
    const said = answer.text.split('\n').at(-1) ?? ''
    expect(said).toContain('[2 of the 9 images that this text shows. Left out: ')
    expect(said).toContain('mark.png (a mark of 16 by 16 pixels)')
    expect(said).toContain('drawn.svg (models do not take image/svg+xml)')
    expect(said).toContain('missing.png (it is not kept here, and this is offline mode)')
    expect(said).toContain('https://elsewhere.example/far.png (it is not an image of the documentation site)')
    expect(said).toContain('To have them offline, import a bundle that has them: "aws-docs-offline import FILE".')
  })

  test('they are bounded in number and bytes', async () => {
    const client = await connect(era, folder())
    const answer = await call(client, 'read_documentation', { url: OTHER, images: 'yes' })
    expect(listImages(answer)).toHaveLength(5)
    expect(answer.text).toContain('long.png (the images together would have more than 750000 bytes)')
    expect(answer.text).not.toContain('crawl GUIDE')
    expect(answer.text).toContain('many-7.png (there is no space for it here)')
  })
})

test('without the argument, or without images, none come', async () => {
  const client = await connect('newer', folder())
  const plain = await call(client, 'read_documentation', { url: URL })
  expect(plain.content).toHaveLength(1)
  expect(plain.text).toContain(`![A lamp and its switch](${FIGURE})`)
})

test.each([600, 4000, 8000])('under a ceiling of %i tokens the answer keeps to it', async (most) => {
  const client = await connect('newer', folder(), { AWS_DOCS_MAX_TOKENS: String(most) })
  const answer = await call(client, 'read_documentation', { url: OTHER, images: true })
  expect(countResultTokens({ content: answer.content } as unknown as ToolResult)).toBeLessThanOrEqual(most)
  expect(answer.text).toContain('Other')
  expect(listImages(answer).length).toBe(Math.min(5, Math.floor(most / 2000)))
})

test('online, an image that is not kept is asked for on the site', async () => {
  const online = { AWS_DOCS_OFFLINE: '0', AWS_DOCS_ORIGIN: site.origin }
  site.files.set(`${IMAGES}missing.png`, makeImageAnswer(makePng(50, 60)))
  const client = await connect('newer', folder(), online)
  const answer = await call(client, 'read_documentation', { url: URL, images: true })
  expect(listImages(answer)).toHaveLength(3)
})
