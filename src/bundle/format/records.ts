// The lines inside a bundle's parts: what a page, a guide's state and its history look like as JSON, and the checks
// that every line must pass before anything is done with it. Times are milliseconds since the epoch, as in the index.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { parseDocUrl, toPath } from '../../core/model/doc-url.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import { addHeadingPaths } from '../../core/model/heading-paths.ts'
import type { Locale } from '../../core/model/locale.ts'
import type { ExtractedPage } from '../../core/model/page.ts'
import type { PageChange } from '../../store/history/change-rows.ts'
import { PASSAGES_PER_PAGE } from '../../store/index/passage-id.ts'
import type { PageContent } from '../../store/pages/page-export.ts'
import type { PageRow } from '../../store/pages/page-rows.ts'
import { boundContent, boundRow } from './bounded-rows.ts'
import {
  LATEST_TIME,
  MAX_BREADCRUMB,
  MAX_CHANGED_SECTIONS,
  MAX_LEVEL,
  MAX_LINKS,
  MAX_MARKDOWN,
  MAX_PATH,
  MAX_SECTIONS,
  MAX_TABLES,
  MAX_TEXT,
  MAX_TOC_ENTRIES,
} from './bundle-limits.ts'
import { makeLineTextSchema } from './line-text.ts'
import { findShapeProblem } from './page-shape.ts'
import { seedFileShape } from './seed-files.ts'

const time = z.int().min(0).max(LATEST_TIME)
const offset = z.int().min(0).max(MAX_MARKDOWN)
const ordinal = z.int().min(0).max(1_000_000)
const path = makeLineTextSchema(MAX_PATH).min(1)
const text = makeLineTextSchema(MAX_TEXT)
const cells = z.array(z.string())
const status = z.enum(['live', 'untranslated', 'gone'])

const tableSchema = z.strictObject({
  section: ordinal,
  title: text,
  columns: cells,
  rows: z.array(cells),
  spans: z.array(z.strictObject({ column: ordinal, from: z.array(ordinal) })),
})

const contentSchema = z.strictObject({
  markdown: z.string().max(MAX_MARKDOWN),
  /** level, title, anchor, start, end */
  sections: z.array(z.tuple([z.int().min(0).max(MAX_LEVEL), text, text, offset, offset])).max(MAX_SECTIONS),
  /** section, start, end, anchor */
  passages: z.array(z.tuple([ordinal, offset, offset, text])).max(PASSAGES_PER_PAGE),
  tables: z.array(tableSchema).max(MAX_TABLES),
  links: z.array(path).max(MAX_LINKS),
})

const pageSchema = z.strictObject({
  path,
  status,
  title: text,
  description: text,
  breadcrumb: z.array(text).max(MAX_BREADCRUMB),
  machineTranslated: z.boolean(),
  contentHash: z.union([z.string().regex(/^[0-9a-f]{64}$/), z.literal('')]),
  extractionVersion: ordinal,
  etag: text.nullable(),
  lastModified: text.nullable(),
  tocOrder: ordinal.nullable(),
  firstSeenAt: time,
  changedAt: time,
  fetchedAt: time,
  checkedAt: time,
  /** Null unless the page is live. */
  content: contentSchema.nullable(),
})

/**
 * path, status, fingerprint of what the page says, extraction version, place in the table of contents, last
 * confirmation
 */
const stateSchema = z.tuple([path, status, z.string().regex(/^([0-9a-f]{16})?$/), ordinal, ordinal.nullable(), time])

const titles = z.array(text).max(MAX_CHANGED_SECTIONS)
const diffSchema = z.strictObject({ added: titles, removed: titles, edited: titles })
const changeSchema = z.strictObject({
  path,
  title: text,
  at: time,
  kind: z.enum(['added', 'changed', 'removed', 'moved']),
  sections: diffSchema.optional(),
  movedTo: path.optional(),
})

const tocSchema: z.ZodType<TocEntry> = z.lazy(() =>
  z.strictObject({ title: text, page: makeLineTextSchema(MAX_PATH).optional(), children: z.array(tocSchema) }),
) as z.ZodType<TocEntry>
const tocLineSchema = z.strictObject({ toc: z.array(tocSchema).nullable(), ...seedFileShape })

export type PageRecord = z.infer<typeof pageSchema>
export type PageState = z.infer<typeof stateSchema>
export type ChangeRecord = z.infer<typeof changeSchema>

interface GuideFolder {
  readonly base: string
  readonly locale: Locale
}

export function toPageRecord(held: PageRow, content: PageContent | undefined): PageRecord {
  const row = boundRow(held)
  const isLive = row.status === 'live' && content !== undefined
  return {
    path: row.path,
    status: row.status,
    title: row.title,
    description: row.description,
    breadcrumb: [...row.breadcrumb],
    machineTranslated: row.machineTranslated,
    contentHash: row.status === 'gone' ? '' : row.contentHash,
    extractionVersion: row.extractionVersion,
    etag: row.validators.etag ?? null,
    lastModified: row.validators.lastModified ?? null,
    tocOrder: row.tocOrder ?? null,
    firstSeenAt: row.firstSeenAt,
    changedAt: row.changedAt,
    fetchedAt: row.fetchedAt,
    checkedAt: row.checkedAt,
    content: isLive ? toContentRecord(content) : null,
  }
}

export function toPageState(held: PageRow): PageState {
  const row = boundRow(held)
  return [row.path, row.status, computeFingerprint(row), row.extractionVersion, row.tocOrder ?? null, row.checkedAt]
}

export function getRecordState(page: PageRecord): PageState {
  return [page.path, page.status, computeFingerprint(page), page.extractionVersion, page.tocOrder, page.checkedAt]
}

// Breadcrumb and description stand outside the content hash, and readers see them. Sixteen digits tell two versions of
// one page apart well enough; whether bytes are genuine is not decided here.
function computeFingerprint(page: PageRow | PageRecord): string {
  if (page.status === 'gone') return ''
  const { contentHash, title, description, breadcrumb, machineTranslated } = page
  const content = JSON.stringify([contentHash, title, description, breadcrumb, machineTranslated])
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}

/** Whether both stand for the same content of a page, whenever it was asked for. */
export function isSameContent(a: PageState, b: PageState): boolean {
  return a[1] === b[1] && a[2] === b[2] && a[3] === b[3]
}

export function toChangeRecord({ guideId: _, ...change }: PageChange): ChangeRecord {
  const { sections, movedTo, ...rest } = change
  return {
    ...rest,
    ...(sections && {
      sections: { added: [...sections.added], removed: [...sections.removed], edited: [...sections.edited] },
    }),
    ...(movedTo === undefined ? {} : { movedTo }),
  }
}

/** The entries with their keys in one order, so that the same table of contents is the same JSON. */
export function toTocRecord(toc: readonly TocEntry[]): TocEntry[] {
  const toEntry = ({ title, page, children }: TocEntry): TocEntry => ({ title, page, children: children.map(toEntry) })
  return toc.map(toEntry)
}

/** The page as extraction once gave it. */
export function toExtractedPage(
  page: PageRecord,
  guide: GuideFolder & { product: string; title: string },
): ExtractedPage {
  const content = page.content ?? { markdown: '', sections: [], passages: [], tables: [], links: [] }
  return {
    locale: guide.locale,
    title: page.title,
    product: guide.product,
    guideTitle: guide.title,
    description: page.description,
    breadcrumb: page.breadcrumb,
    markdown: content.markdown,
    sections: addHeadingPaths(toSections(content)),
    passages: toPassages(content),
    tables: content.tables,
    links: content.links,
    tocs: [],
    contentHash: page.contentHash,
    machineTranslated: page.machineTranslated,
  }
}

type ContentRecord = z.infer<typeof contentSchema>

function toSections({ sections }: ContentRecord) {
  return sections.map(([level, title, anchor, start, end], ordinal) => ({ ordinal, level, title, anchor, start, end }))
}

function toPassages({ passages }: ContentRecord) {
  return passages.map(([section, start, end, anchor]) => ({ section, start, end, anchor }))
}

// Parsers of one line each: the value, or a thrown Error that says what is wrong with the line.

export function parsePage(line: unknown, guide: GuideFolder): PageRecord {
  const page = parse(pageSchema, line)
  requireInside(page.path, guide)
  if (page.status === 'live' && !page.content) throw new Error(`${page.path} has no text`)
  if (page.status !== 'live' && page.content) throw new Error(`${page.path} is ${page.status} and has text`)
  const { content } = page
  const problem =
    content && findShapeProblem({ ...content, sections: toSections(content), passages: toPassages(content) })
  if (problem !== undefined && problem !== null) throw new Error(`${page.path}: ${problem}`)
  return page
}

export function parseState(line: unknown, guide: GuideFolder): PageState {
  const state = parse(stateSchema, line)
  requireInside(state[0], guide)
  return state
}

/** Null in a delta whose base has the same table of contents. */
export function parseTocLine(line: unknown): readonly TocEntry[] | null {
  const { toc } = parse(tocLineSchema, line)
  if (toc && countEntries(toc) > MAX_TOC_ENTRIES) throw new Error(`toc: more than ${MAX_TOC_ENTRIES} entries`)
  return toc
}

function countEntries(entries: readonly TocEntry[]): number {
  return entries.reduce((sum, { children }) => sum + 1 + countEntries(children), 0)
}

export function parseChange(line: unknown, guide: GuideFolder): ChangeRecord {
  const change = parse(changeSchema, line)
  requireInside(change.path, guide)
  return change
}

function parse<T>(schema: z.ZodType<T>, line: unknown): T {
  const parsed = schema.safeParse(line)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'invalid'}`)
}

function requireInside(path: string, guide: GuideFolder): void {
  const url = parseDocUrl(path)
  if (url?.path !== path || url.locale !== guide.locale || url.base !== guide.base) {
    throw new Error(`${JSON.stringify(path)} is not a page of ${toPath(guide.base, '', guide.locale)}`)
  }
}

function toContentRecord(held: PageContent): ContentRecord {
  const content = boundContent(held)
  return {
    markdown: content.markdown,
    sections: content.sections.map(({ level, title, anchor, start, end }) => [level, title, anchor, start, end]),
    passages: content.passages.map(({ section, start, end, anchor }) => [section, start, end, anchor]),
    tables: content.tables.map((table) => ({
      section: table.section,
      title: table.title,
      columns: [...table.columns],
      rows: table.rows.map((row) => [...row]),
      spans: table.spans.map(({ column, from }) => ({ column, from: [...from] })),
    })),
    links: [...content.links],
  }
}
