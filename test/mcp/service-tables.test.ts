// Rows of tables for an action that is named with its service: in the index that action's row leads, though rows of
// other services say its name in full, and say more of what was asked.

import { expect, test } from 'vitest'
import { GUIDE } from '../crawl/crawl-site.ts'
import { makeLampPage } from './lamp-site.ts'
import { call, connect, listRows, useLampIndex } from './mcp-setup.ts'

const HEAD = '<tr><th>Actions</th><th>Access level</th><th>Condition keys</th><th>Dependent actions</th></tr>'

function makeActionsPage(service: string, rows: readonly (readonly string[])[], keys: readonly string[] = []): string {
  const write = (cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  return makeLampPage(
    `<h1 class="topictitle" id="top">Actions, resources, and condition keys for ${service}</h1>
<h2 id="actions">Actions defined by ${service}</h2><div class="table-container"><div class="table-contents"><table><thead>${HEAD}</thead>
${rows.map(write).join('\n')}</table></div></div>
<h2 id="keys">Condition keys for ${service}</h2><div class="table-container"><div class="table-contents"><table><thead>
<tr><th>Condition keys</th><th>Type</th></tr></thead>${keys.map((key) => write([key, 'String'])).join('\n')}</table></div></div>`,
    'en_us',
  )
}

const PAGES = {
  list_amazons3: makeActionsPage(
    'Amazon S3',
    [
      ['GetObject', 'Read', 's3:VersionId', ''],
      ['GetObjectAcl', 'Read', 's3:VersionId', ''],
      ['PutObject', 'Write', '', ''],
    ],
    ['s3:prefix', 's3:VersionId'],
  ),
  list_amazontranscribe: makeActionsPage(
    'Amazon Transcribe',
    [
      ['StartTranscriptionJob', 'Write', 'transcribe:OutputKey', 's3:GetObject'],
      ['CreateVocabulary', 'Write', '', 's3:GetObject'],
      ['StartMedicalJob', 'Write', '', 'iam:PassRole'],
    ],
    ['transcribe:OutputKey'],
  ),
  list_iam: makeActionsPage('AWS Identity and Access Management (IAM)', [
    ['AddRoleToInstanceProfile', 'Write', '', 'iam:PassRole'],
    ['PassRole [permission only]', 'Write', 'iam:PassedToService', ''],
  ]),
  list_amazonsns: makeActionsPage('Amazon SNS', [
    ['CreateTopic', 'Write', '', ''],
    ['Publish', 'Write', '', ''],
  ]),
  list_awsiot: makeActionsPage('AWS IoT', [
    ['Publish', 'Write', '', ''],
    ['CreateTopicRule', 'Write', '', 'iam:PassRole'],
  ]),
}

const lamp = useLampIndex((site) => {
  const path = `${GUIDE}toc-contents.json`
  const { contents } = JSON.parse(String(site.files.get(path)))
  const more = Object.keys(PAGES).map((name) => ({ title: name, href: `${name}.html` }))
  site.files.set(path, JSON.stringify({ contents: [...contents, ...more] }))
  for (const [name, html] of Object.entries(PAGES)) site.files.set(`${GUIDE}${name}.html`, html)
})

test.each([
  ['s3:GetObject condition keys', 'GetObject', 'Amazon S3'],
  ['s3:GetObject', 'GetObject', 'Amazon S3'],
  ['s3:GetObject の条件キー', 'GetObject', 'Amazon S3'],
  ['iam:PassRole access level', 'PassRole [permission only]', 'AWS Identity and Access Management (IAM)'],
  ['which actions need iam:PassRole', 'PassRole [permission only]', 'AWS Identity and Access Management (IAM)'],
  ['sns:Publish access level', 'Publish', 'Amazon SNS'],
  ['iot:Publish access level', 'Publish', 'AWS IoT'],
])('%j is answered by %j of %s', async (query, action, service) => {
  const client = await connect('newer', lamp.folder)
  const { structured } = await call(client, 'search_table', { query })
  expect(listRows(structured, 'results')[0]?.page_title).toBe(`Actions, resources, and condition keys for ${service}`)
  const [[first] = []] = listRows(structured, 'results').map(({ rows }) => rows as { Actions: string }[])
  expect(first?.Actions).toBe(action)
})

test('other rows of the service come before those of others, which are there too', async () => {
  const client = await connect('newer', lamp.folder)
  const { structured } = await call(client, 'search_table', { query: 's3:GetObject condition keys' })
  const services = listRows(structured, 'results').map(({ page_title: title }) => String(title).replace(/^.* for /, ''))
  expect(services).toEqual([...services.filter((one) => one === 'Amazon S3'), 'Amazon Transcribe'])
  expect(services.length).toBeGreaterThan(1)
})

test('a condition key is the row of its own table', async () => {
  const client = await connect('newer', lamp.folder)
  for (const key of ['s3:prefix', 's3:VersionId']) {
    const { structured } = await call(client, 'search_table', { query: `${key} type` })
    const [[first] = []] = listRows(structured, 'results').map(({ rows }) => rows as object[])
    expect(first).toEqual({ 'Condition keys': key, Type: 'String' })
  }
})
