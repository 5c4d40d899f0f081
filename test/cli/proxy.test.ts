// A proxy variable that cannot be one: what needs no network does its work, what needs it says which variable and what
// to do, and nothing is a defect.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runIn } from './run-in-folder.ts'
import { LAMP, setUpCrawled, setUpProgram } from './run-program.ts'

const WRONG = ['proxy:8080', 'http://me:secret/x@proxy:8080', 'http://me:secret%zz@proxy:8080']
const SITE = 'https://docs.aws.amazon.com'

describe('a proxy variable', () => {
  it.each(WRONG)('%s costs no local hit, page or bundle', async (wrong) => {
    const { run, folder, site } = await setUpCrawled()
    await run('export', join(folder, 'all.bundle'))
    const env = { HTTPS_PROXY: wrong, AWS_DOCS_ORIGIN: site.origin, AWS_DOCS_SEARCH_URL: `${site.origin}/search` }
    site.log.length = 0

    // Words that the index does not have lead to the live search.
    const found = await runIn(folder, ['search', 'page', 'zirconium', 'tetrafluoride'], { env })
    expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining(`${SITE}/lamp/latest/dg/`) })
    expect(found.stderr.match(/HTTPS_PROXY is not an http or https URL/g)).toHaveLength(1)
    expect(found.stderr).toContain('Set HTTPS_PROXY to a URL such as http://proxy.example.com:8080, or unset it.')
    expect(await runIn(folder, ['read', LAMP], { env })).toMatchObject({ code: 0 })
    const imported = await runIn(folder, ['--index', join(folder, 'to.sqlite'), 'import', join(folder, 'all.bundle')], {
      env,
    })
    expect(imported).toMatchObject({ code: 0 })
    expect(found.stderr + found.stdout).not.toContain('secret')
    expect(site.log).toEqual([])
  })

  it.each(WRONG)('%s is named with what to do wherever the network is needed', async (wrong) => {
    const { folder, indexFile } = await setUpProgram()
    const env = { https_proxy: wrong }
    for (const args of [
      ['crawl', LAMP],
      ['read', LAMP],
      ['search', 'lamp'],
      ['import', 'https://bundles.example/all.bundle'],
      ['doctor', '--online'],
    ]) {
      const { code, stdout, stderr } = await runIn(folder, args, { env })
      expect([args[0], code]).toEqual([args[0], 1])
      expect((stdout + stderr).match(/https_proxy is not an http or https URL of a host and a port/g)).toHaveLength(1)
      expect(stdout + stderr).toContain('Set https_proxy to a URL such as')
      expect(stdout + stderr).not.toMatch(/defect|secret/)
    }
    // A crawl that cannot ask anybody leaves no empty index behind.
    expect(existsSync(indexFile)).toBe(false)
  })

  it('is looked at when an index is refreshed', async () => {
    const { folder } = await setUpCrawled()
    const { code, stderr } = await runIn(folder, ['refresh', '--max-age', '0'], { env: { HTTP_PROXY: 'proxy:8080' } })
    expect([code, stderr]).toEqual([
      1,
      'error: HTTP_PROXY is not an http or https URL of a host and a port. Set HTTP_PROXY to a URL such as http://proxy.example.com:8080, or unset it.\n',
    ])
  })

  it.each(['', ' ', '\t'])('that is blank (%j) is not set', async (HTTP_PROXY) => {
    const { run } = await setUpProgram({ HTTP_PROXY, HTTPS_PROXY: HTTP_PROXY, http_proxy: HTTP_PROXY })
    expect(await run('crawl', LAMP)).toMatchObject({ code: 0 })
  })
})
