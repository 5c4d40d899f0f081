// The quickstart without a network: the sample guide that comes with the product is served on the loopback interface
// and harvested from there.

import { rmSync } from 'node:fs'
import { openBuiltProgram, printStep } from './built-program.ts'
import { startSampleSite } from './sample-site.ts'

const GUIDE = 'https://docs.aws.amazon.com/aws-docs-offline/latest/guide/'
const GUIDE_JA = GUIDE.replace('.com/', '.com/ja_jp/')

export async function showSampleGuide(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  const site = await startSampleSite()
  const built = openBuiltProgram({
    AWS_DOCS_OFFLINE: '',
    AWS_DOCS_ORIGIN: site.origin,
    AWS_DOCS_DATA: folder,
    AWS_DOCS_INDEX: `${folder}/index.sqlite`,
  })
  try {
    const title = `Harvested the sample guide in English and Japanese into ${folder}/index.sqlite`
    await built.show(title, 'crawl', GUIDE, GUIDE_JA)
  } finally {
    await site.close()
  }
  const question = 'how do I look up one row of a table'
  await built.show(`Searched: "${question}"`, '--offline', 'search', '--limit', '2', question)
  const inJapanese = '料金はどこで調べますか'
  await built.show(`Searched in Japanese: 「${inJapanese}」`, '--offline', 'search', '--limit', '1', inJapanese)
  const page = `${GUIDE}troubleshooting.html`
  await built.show('Read the page on errors from its first section', '--offline', 'read', page, '--max-length', '700')
  printStep(
    'Asked the MCP server over stdio, as an assistant does',
    await built.askOverMcp('How do I keep the index fresh with cron?'),
  )
}
