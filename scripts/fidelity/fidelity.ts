// The fidelity check: does extraction keep what pages say?   npm run fidelity -- [--sample N] DIR...
// A DIR holds, at any depth, saved pages (*.html, their addresses in the index.json one folder up or in their canonical
// links) or guides (*.jsonl.gz, one page a line after a header). Each page is read a second time by an independent
// route (scripts/fidelity/reference-content.ts) and compared with the extractor's Markdown. Exit 1 below the floors.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { readOptions, refuseCommand } from '../read-options.ts'
import { checkPage, type PageVerdict } from './check-page.ts'
import { readReferenceContent } from './reference-content.ts'
import { renderShape, SHAPES } from './shapes.ts'

const WORD_FLOOR = 0.995

interface SavedPage {
  readonly name: string
  readonly url: string
  readonly html: string
}

const INDEX = z.record(z.string(), z.object({ url: z.string().optional() }))
const GUIDE_LINE = z.object({ path: z.string(), html: z.string() })

function readSavedPages(folder: string): SavedPage[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return files.flatMap((file) => {
    if (file.endsWith('.html')) return [readSavedPage(join(folder, file))]
    return file.endsWith('.jsonl.gz') ? readGuidePages(join(folder, file)) : []
  })
}

function readSavedPage(file: string): SavedPage {
  const name = basename(file)
  const html = readFileSync(file, 'utf8')
  const canonical = /<link[^>]*rel="canonical"[^>]*>/.exec(html)?.[0]
  const known = readIndexBeside(dirname(file))[`${basename(dirname(file))}/${name}`]?.url
  return { name, url: known ?? /href="([^"]+)"/.exec(canonical ?? '')?.[1] ?? `/saved/pages/folder/${name}`, html }
}

const indexes = new Map<string, z.infer<typeof INDEX>>()

function readIndexBeside(folder: string): z.infer<typeof INDEX> {
  const file = resolve(folder, '../index.json')
  const index = indexes.get(file) ?? (existsSync(file) ? INDEX.parse(JSON.parse(readFileSync(file, 'utf8'))) : {})
  indexes.set(file, index)
  return index
}

function readGuidePages(file: string): SavedPage[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')
  return lines.slice(1).map((line) => {
    const { path, html } = GUIDE_LINE.parse(JSON.parse(line))
    return { name: path, url: path, html }
  })
}

/** `count` pages, the same ones every time. */
function pickSample(pages: readonly SavedPage[], count: number): SavedPage[] {
  let state = 20260101
  const drawRandom = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return pages
    .map((page) => ({ page, key: drawRandom() }))
    .sort((x, y) => x.key - y.key)
    .slice(0, count)
    .map(({ page }) => page)
}

type Outcome =
  | { readonly kind: 'checked'; readonly page: SavedPage; readonly verdict: PageVerdict }
  | { readonly kind: 'not-a-page'; readonly page: SavedPage; readonly reason: string }
  | { readonly kind: 'dropped'; readonly page: SavedPage; readonly reason: string }

function check(page: SavedPage): Outcome {
  const url = parseDocUrl(page.url)
  if (!url) return { kind: 'dropped', page, reason: `${page.url} is no documentation address` }
  const reference = readReferenceContent(page.html)
  const extraction = extractPage(page.html, url)
  if (extraction.kind === 'page') {
    if (!reference) return { kind: 'dropped', page, reason: 'extracted, though it has no main content' }
    return { kind: 'checked', page, verdict: checkPage(reference, extraction.page.markdown) }
  }
  // A page with main content that the extractor refuses loses all of it.
  if (reference) return { kind: 'dropped', page, reason: extraction.reason }
  return { kind: 'not-a-page', page, reason: extraction.reason }
}

function report(folder: string, outcomes: readonly Outcome[]): boolean {
  const checked = outcomes.filter((one) => one.kind === 'checked')
  const sum = (count: (verdict: PageVerdict) => number): number =>
    checked.reduce((total, { verdict }) => total + count(verdict), 0)
  const words = sum((verdict) => verdict.words)
  const missing = sum((verdict) => verdict.missingWords)
  const share = words === 0 ? 0 : (words - missing) / words
  const code = sum((verdict) => verdict.codeBlocks)
  const brokenCode = sum((verdict) => verdict.brokenCode.length)
  const cells = sum((verdict) => verdict.cells)
  const missingCells = sum((verdict) => verdict.missingCells.length)
  const chrome = sum((verdict) => verdict.chrome.length)
  const dropped = outcomes.filter((one) => one.kind === 'dropped')
  const refused = outcomes.filter((one) => one.kind === 'not-a-page')
  console.log(`\n${folder}: ${checked.length} pages compared, ${refused.length} rightly refused`)
  for (const reason of new Set(refused.map((one) => one.reason)))
    console.log(`  refused as ${reason}: ${refused.filter((one) => one.reason === reason).length}`)
  console.log(`  words in order   ${(share * 100).toFixed(4)} %  (${missing} of ${words} missing)`)
  console.log(`  code blocks      ${code - brokenCode} of ${code} identical`)
  console.log(`  table cells      ${cells - missingCells} of ${cells} present`)
  console.log(`  chrome phrases   ${chrome}`)
  for (const one of dropped) console.log(`  LOST ${one.page.name}: ${one.reason}`)
  printWorst(checked)
  return share >= WORD_FLOOR && brokenCode + missingCells + chrome + dropped.length === 0 && checked.length > 0
}

/** Shapes that pages could have, judged by a renderer. */
function checkShapes(): boolean {
  const url = parseDocUrl('/made/latest/up/shape.html')
  const wrong = SHAPES.filter(({ html, shown }) => {
    const extraction = url && extractPage(`<div id="main-col-body"><h1>T</h1>${html}</div>`, url)
    return extraction?.kind !== 'page' || renderShape(extraction.page.markdown) !== `<h1>T</h1>${shown}`
  })
  console.log(`shapes: ${SHAPES.length - wrong.length} of ${SHAPES.length} shown as they are meant`)
  for (const { html } of wrong) console.log(`  WRONG ${html}`)
  return wrong.length === 0
}

function printWorst(checked: readonly { page: SavedPage; verdict: PageVerdict }[]): void {
  const countFaults = ({ brokenCode, missingCells, chrome }: PageVerdict): number =>
    brokenCode.length + missingCells.length + chrome.length
  const worst = [...checked]
    .sort(
      (x, y) => countFaults(y.verdict) - countFaults(x.verdict) || computeShare(x.verdict) - computeShare(y.verdict),
    )
    .slice(0, 10)
  console.log('  worst ten pages:')
  for (const { page, verdict } of worst) {
    console.log(
      `    ${(computeShare(verdict) * 100).toFixed(2)} % of ${verdict.words} words, ` +
        `${verdict.brokenCode.length} code, ${verdict.missingCells.length} cells, ${verdict.chrome.length} ` +
        `chrome  ${page.name}`,
    )
    const first = [
      ...verdict.chrome.map((phrase) => `chrome: ${phrase}`),
      ...verdict.brokenCode.map((text) => `code: ${JSON.stringify(text.slice(0, 100))}`),
      ...verdict.missingCells.map((text) => `cell: ${JSON.stringify(text.slice(0, 100))}`),
      ...verdict.missing.map((text) => `words: ${text}`),
    ]
    for (const line of first.slice(0, 3)) console.log(`      ${line}`)
  }
}

function computeShare({ words, missingWords }: PageVerdict): number {
  return words === 0 ? 1 : (words - missingWords) / words
}

const { values, positionals } = readOptions({ allowPositionals: true, options: { sample: { type: 'string' } } })
if (positionals.length === 0) refuseCommand('Name folders of saved pages.')
const limit = values.sample === undefined ? Number.POSITIVE_INFINITY : Number(values.sample)
let isFaithful = checkShapes()
for (const folder of positionals) {
  const pages = readSavedPages(folder)
  const outcomes = (pages.length > limit ? pickSample(pages, limit) : pages).map(check)
  isFaithful = report(folder, outcomes) && isFaithful
}
console.log(isFaithful ? '\nFaithful.' : '\nNot faithful.')
process.exitCode = isFaithful ? 0 : 1
