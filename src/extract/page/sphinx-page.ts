// What is particular to the command line reference, which is made with Sphinx: parts that are not content, and what its
// metadata lacks. "Global options" is the same text on every command's page and a quarter of it: it is left out.

import type { ChildNode, Element } from 'domhandler'
import { readCodeText } from '../markdown/code-text.ts'
import { clean } from './page-metadata.ts'

export const SPHINX_PRODUCT = 'AWS CLI'
export const SPHINX_GUIDE = 'AWS CLI Command Reference'

export interface SphinxParts {
  readonly skip: ReadonlySet<ChildNode>
  /** `aws`, `s3api`: the commands above this one. */
  readonly breadcrumb: readonly string[]
}

/** Finds the parts of a Sphinx body that are no content. */
export function findSphinxParts(body: Element): SphinxParts {
  const skip = new Set<ChildNode>()
  const first = body.children.find((child): child is Element => child.type === 'tag')
  let breadcrumb: string[] = []
  if (first?.name === 'p' && /^\s*\[/.test(readCodeText(first))) {
    skip.add(first)
    breadcrumb = clean(readCodeText(first))
      .replace(/^\[|\]$/g, '')
      .split(' . ')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }
  skipGlobalOptions(body, skip)
  return { skip, breadcrumb }
}

function skipGlobalOptions(parent: Element, skip: Set<ChildNode>): void {
  for (const child of parent.children) {
    if (child.type !== 'tag' || (child.name !== 'section' && child.name !== 'div')) continue
    if (child.attribs.id === 'global-options') skip.add(child)
    else skipGlobalOptions(child, skip)
  }
}
