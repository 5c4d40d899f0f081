// Images on the command line: kept with crawl --images, said by status and doctor.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makePageHtml } from '../crawl/crawl-site.ts'
import { makeImageAnswer, makePng } from '../images/made-images.ts'
import { LAMP, setUpProgram } from './run-program.ts'

async function setUpWithImages() {
  const setup = await setUpProgram()
  const { site } = setup
  const text = 'As shown: <img src="images/one.png" alt="One"/><img src="images/none.png" alt="None"/>'
  site.files.set('/lamp/latest/dg/a.html', makePageHtml('Page a', text))
  site.files.set('/lamp/latest/dg/images/one.png', makeImageAnswer(makePng(8, 4)))
  return setup
}

it('crawl --images reports them by guide, and status and doctor say how many there are and how large', async () => {
  const { run } = await setUpWithImages()
  const { code, stdout, stderr } = await run('crawl', LAMP, '--images')
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('lamp-dg images: 2 of 2') })
  expect(stdout).toContain('  images   1 of 2 kept, of 1 page; 1 new, 1 failed (0.0 MB)')
  expect(stdout).toContain('  image    https://docs.aws.amazon.com/lamp/latest/dg/images/none.png: answers 404')
  expect((await run('status')).stdout).toContain('Images kept: 1, 0.0 MB, of 1 guide; 1 could not be had')
  const { images } = JSON.parse((await run('status', '--json')).stdout)
  expect(images).toMatchObject({
    kind: 'images',
    images: 1,
    addresses: 1,
    failed: 1,
    guides: 1,
    bytes: makePng(8, 4).length,
  })
  expect((await run('doctor')).stdout).toContain('Images of pages that are kept: 1, 0.0 MB')
})

it('without it nothing is said of images, and no file is made', async () => {
  const { run } = await setUpWithImages()
  expect((await run('crawl', LAMP)).stdout).not.toContain('images')
  expect((await run('status')).stdout).not.toContain('Images')
})

it('a broken file of images is named by doctor, costs a refresh nothing, and the next crawl --images starts it anew', async () => {
  const { run, folder } = await setUpWithImages()
  await run('crawl', LAMP, '--images')
  writeFileSync(join(folder, 'index.images.sqlite'), 'broken '.repeat(1000))
  const doctor = await run('doctor')
  expect(doctor.stdout).toContain('The file of images cannot be read')
  expect(doctor.stdout).toContain('index.images.sqlite away')
  expect((await run('refresh', '--max-age', '0h')).code).toBe(0)
  expect((await run('crawl', LAMP, '--images')).stdout).toContain('1 of 2 kept')
})
