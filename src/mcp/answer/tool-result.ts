// How tools answer. A failure is a tool error with the next step in its text, never a row of results; a bug is told
// apart from it on stderr.

import { DocsError, toMessage } from '../../core/model/errors.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { pageUri } from '../resources/page-uri.ts'

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

export function textResult(text: string): ToolResult {
  return { content: [{ type: 'text', text }] }
}

/**
 * Some clients show the model only the structured part, others only the text: both carry the same facts. `pages`, by
 * their canonical paths, become links to resources.
 */
export function structuredResult(
  structuredContent: Record<string, unknown>,
  text: string,
  pages: readonly LinkedPage[] = [],
): ToolResult {
  return { content: [{ type: 'text', text }, ...pages.slice(0, MOST_LINKS).flatMap(linkTo)], structuredContent }
}

function linkTo({ path, title }: LinkedPage): ResourceLink[] {
  const uri = pageUri(path)
  return uri === undefined
    ? []
    : [{ type: 'resource_link', uri, name: uri.slice(uri.lastIndexOf('/') + 1), title, mimeType: 'text/markdown' }]
}

/** What happened and what to do, with the code that scripts look for in front. */
export function errorText(error: DocsError): string {
  return `${error.code}: ${error.advice}`
}

/** Runs a tool's work and turns what it throws into a tool error. */
export async function answering(logger: Logger, work: () => Promise<ToolResult>): Promise<ToolResult> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DocsError) return { ...textResult(errorText(error)), isError: true }
    logger.warn(error instanceof Error && error.stack ? error.stack : toMessage(error))
    return {
      ...textResult(
        `INTERNAL: ${toMessage(error)} This is a defect of aws-docs-offline; the same call may work with ` +
          'other arguments.',
      ),
      isError: true,
    }
  }
}
