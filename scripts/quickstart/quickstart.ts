// npm run quickstart: shows the product working, end to end and on real machinery. With a network on the first pages of
// a real guide, without one on the sample guide that comes with the product: harvested by the real crawler into an
// index of its own, searched, and asked over MCP by a real client.

import { resolve } from 'node:path'
import { toMessage } from '../../src/core/model/errors.ts'
import { FolderError } from '../../src/core/platform/folder-error.ts'
import { makeFolder } from '../../src/core/platform/make-folder.ts'
import { PROGRAM, printStep } from './built-program.ts'
import { explainNoSite, showRealGuide } from './real-guide.ts'
import { showSampleGuide } from './sample-guide.ts'

const DATA = resolve('.quickstart')

try {
  makeFolder(DATA)
} catch (error) {
  if (!(error instanceof FolderError)) throw error
  console.error(`\nerror: ${error.message}.\n\nSee to that, then: npx tsx scripts/quickstart/quickstart.ts`)
  process.exit(1)
}

const reason = (await explainNoSite(process.env)) ?? (await tryRealGuide())
if (reason !== undefined) {
  console.log(`\nThe documentation site is not used (${reason}): the sample guide on this disk is shown in its place.`)
  await showSampleGuide(`${DATA}/sample`)
}
printStep(
  'For your assistant: the configuration that most clients read',
  JSON.stringify({ mcpServers: { 'aws-docs': { command: process.execPath, args: [PROGRAM] } } }, undefined, 2),
)
console.log(`
Next, choose your guides, get them in the background (about 5 s a page, as the site's robots.txt asks), and set up your
assistants, in one command. It asks before it changes anything:

  npm link && aws-docs-offline init
`)

// Why it did not work; undefined when it did.
async function tryRealGuide(): Promise<string | undefined> {
  try {
    await showRealGuide(`${DATA}/aws`)
    return undefined
  } catch (error) {
    return toMessage(error)
  }
}
