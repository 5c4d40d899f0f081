// The quickstart with a network: the first pages of a real guide, at the pace that the site asks for, and answers from
// them.

import { DOCS_ORIGIN } from '../../src/core/model/doc-url.ts'
import { systemClock } from '../../src/core/platform/clock.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { openBuiltProgram, printStep } from './built-program.ts'

const GUIDE = 'lambda-dg'
/** With its limits and its pages on what goes wrong among them, since what answers most comes first. */
const PAGES = 12
/** A network that is slower than this would make nobody happy. */
const PROBE_MS = 4000

/** Why the site cannot be had; undefined when it can. */
export async function explainNoSite(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (['1', 'true'].includes(env.AWS_DOCS_OFFLINE ?? '')) return 'AWS_DOCS_OFFLINE is on'
  const client = createHttpClient({ clock: systemClock, ...(env.AWS_DOCS_ORIGIN && { origin: env.AWS_DOCS_ORIGIN }) })
  try {
    const answer = await client.get(`${DOCS_ORIGIN}/robots.txt`, { timeoutMs: PROBE_MS })
    if (answer.kind === 'fresh') return undefined
    return 'reason' in answer ? answer.reason : `it answered ${answer.kind}`
  } finally {
    await client.close()
  }
}

/** Throws when the harvest fails. */
export async function showRealGuide(folder: string): Promise<void> {
  const built = openBuiltProgram({ AWS_DOCS_DATA: folder, AWS_DOCS_INDEX: `${folder}/index.sqlite` })
  const { pages } = JSON.parse(await built.run(['status', '--json'])) as { readonly pages: number }
  if (pages < PAGES) {
    console.log(`
The site can be reached. Harvesting the first ${PAGES} pages of the AWS Lambda Developer Guide: what answers most comes
first. The site asks for about 5 seconds between requests, so this takes about a minute.
`)
    await built.run(['crawl', GUIDE, '--max-pages', String(PAGES - pages)], true)
  }
  await built.show('In the index now', 'status')
  const question = 'What is the longest timeout of a Lambda function?'
  await built.show(`Searched, from this disk: "${question}"`, '--offline', 'search', '--limit', '2', question)
  printStep(
    'Asked the MCP server over stdio, as an assistant does',
    await built.askOverMcp('Lambda function memory limit'),
  )
}
