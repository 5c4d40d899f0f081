// How tools answer. A failure is a tool error with the next step in its text, never a row of results; a bug is told
// apart from it on stderr.

import { DocsError, toMessage } from '../../core/model/errors.ts'
import { explainToAsker, isForOperator } from '../../core/model/explain-to-asker.ts'
import type { CommandSetting } from '../../core/model/printed-commands.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { toPageUri } from '../resources/page-uri.ts'

/** Clients show links beside the text; the best few are enough. */
const MOST_LINKS = 5

export interface ResourceLink {
  [key: string]: unknown
  type: 'resource_link'
  uri: string
  name: string
  title: string
  mimeType: string
}

export interface LinkedPage {
  readonly path: string
  readonly title: string
}

export interface ImageContent {
  [key: string]: unknown
  type: 'image'
  /** Base64. */
  data: string
  mimeType: string
}

export interface ToolResult {
  [key: string]: unknown
  content: ({ type: 'text'; text: string } | ResourceLink | ImageContent)[]
  structuredContent?: Record<string, unknown>
  isError?: boolean
}

export function makeTextResult(text: string): ToolResult {
  return { content: [{ type: 'text', text }] }
}

/**
 * Some clients show the model only the structured part, others only the text: both carry the same facts. `pages`, by
 * their canonical paths, become links to resources.
 */
export function makeStructuredResult(
  structuredContent: Record<string, unknown>,
  text: string,
  pages: readonly LinkedPage[] = [],
): ToolResult {
  return { content: [{ type: 'text', text }, ...pages.slice(0, MOST_LINKS).flatMap(makeLinks)], structuredContent }
}

function makeLinks({ path, title }: LinkedPage): ResourceLink[] {
  const uri = toPageUri(path)
  return uri === undefined
    ? []
    : [{ type: 'resource_link', uri, name: uri.slice(uri.lastIndexOf('/') + 1), title, mimeType: 'text/markdown' }]
}

/**
 * What happened and what to do, with the code that scripts look for in front. What is not for whoever asks goes to the
 * log.
 */
export function formatError(error: DocsError, setting: CommandSetting, logger: Logger): string {
  if (isForOperator(error, setting)) logger.warn(`${error.code}: ${error.adviceFor(setting)}`)
  return `${error.code}: ${explainToAsker(error, setting)}`
}

/** Runs a tool's work and turns what it throws into a tool error. */
export async function runToolWork(
  logger: Logger,
  setting: CommandSetting,
  work: () => Promise<ToolResult>,
): Promise<ToolResult> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DocsError) return { ...makeTextResult(formatError(error, setting, logger)), isError: true }
    logger.warn(error instanceof Error && error.stack ? error.stack : toMessage(error))
    const what = setting.isPublic ? 'Its log says what failed.' : toMessage(error)
    return {
      ...makeTextResult(
        `INTERNAL: ${what} This is a defect of aws-docs-offline; the same call may work with other arguments.`,
      ),
      isError: true,
    }
  }
}
