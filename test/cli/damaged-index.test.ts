// What is said of an index that is damaged: true where there is a network and where there is none.

import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DocsError } from '../../src/core/model/errors.ts'
import { loadDriver } from '../../src/store/sqlite/load-driver.ts'
import { checkRow } from '../../src/store/sqlite/stored-row.ts'
import { connectToProgram } from '../mcp/mcp-program.ts'
import { call } from '../mcp/mcp-setup.ts'
import { LAMP, setUpCrawled } from './run-program.ts'

async function change(file: string, sql: string): Promise<void> {
  const db = (await loadDriver()).open(file, { readOnly: false, busyTimeoutMs: 1000 })
  db.exec(sql)
  db.close()
}

// Beyond the first page, which says what the file is.
async function overwrite(file: string): Promise<void> {
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0x5a, 4096))
}

const NOT_AN_OBJECT = `UPDATE page_change SET detail = '['; INSERT INTO page_change (path, guide_id, title, at, kind, detail)
  SELECT '/lamp/latest/dg/x.html', id, 'X', 4000000000000, 'changed', '[' FROM guide`

it.each<[string, (file: string) => Promise<void>, string[], [string, Record<string, unknown>]]>([
  ['the file', overwrite, ['search', 'text of a'], ['search_documentation', { search_phrase: 'text of a' }]],
  [
    'a text',
    (file) => change(file, `UPDATE page_text SET markdown = CAST('no text' AS BLOB)`),
    ['read', LAMP],
    ['read_documentation', { url: LAMP }],
  ],
  ['a value', (file) => change(file, NOT_AN_OBJECT), ['changes'], ['whats_changed', {}]],
])('%s: offline nothing is advised that needs a network', async (_, damage, args, [tool, input]) => {
  const { run, folder, indexFile } = await setUpCrawled()
  await damage(indexFile)
  const online = await run('--index', indexFile, ...args)
  expect(online.stderr).toContain('is damaged')
  expect(online.stderr).toMatch(/\b(?:crawl|refresh)\b/)
  const doctor = await run('--offline', 'doctor')
  const exported = await run('--offline', 'export', `${folder}/x.awsdocs`)
  const offline = await run('--offline', ...args)
  const client = await connectToProgram('newer', folder, { AWS_DOCS_OFFLINE: '1' })
  const answered = await call(client, tool, input)
  for (const said of [offline.stderr, answered.text, doctor.stdout, exported.stderr]) {
    expect(said).not.toMatch(/\b(?:crawl|refresh)\b|asks the site/)
  }
  for (const said of [offline.stderr, answered.text]) {
    expect(said).toContain('is damaged')
    expect(said).toMatch(/"aws-docs-offline (?:--index \S+ )?import FILE"/)
  }
})

it('a row says the same', () => {
  const read = (isOffline: boolean) => {
    try {
      return checkRow({ title: null }, 'page', ['title'], [])
    } catch (error) {
      return error instanceof DocsError ? error.adviceFor({ isOffline }) : error
    }
  }
  expect(read(true)).toMatch(/import FILE" or "aws-docs-offline pull GUIDE --from FOLDER --trust KEY"\.$/)
  expect(read(true)).not.toContain('crawl')
  expect(read(false)).toMatch(/import FILE" or "aws-docs-offline crawl GUIDE"\.$/)
})
