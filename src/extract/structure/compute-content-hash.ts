// The hash that decides whether a page changed. Element ids that the site's build makes up differ from one deployment
// to the next, so they are blanked; breadcrumbs, dates and validators are no content.

import { createHash } from 'node:crypto'
import { GENERATED_FRAGMENT } from '../../core/text/generated-id.ts'

/** SHA-256 (hex) over Markdown and authored anchors. */
export function computeContentHash(markdown: string, locale: string, anchors: readonly string[]): string {
  return createHash('sha256')
    .update(`${locale}\n${markdown.replace(GENERATED_FRAGMENT, '#')}\n\n${anchors.join('\n')}`)
    .digest('hex')
}
