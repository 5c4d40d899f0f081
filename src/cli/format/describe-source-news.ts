// What status says of the source that guides are pulled from. Pure.

import type { SourceNews } from '../../app/bundles/source-news.ts'
import { formatMinute } from '../../core/model/completeness.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { formatBytes } from './amounts.ts'

const MOST_NAMED = 10

export function describeSourceNews(news: SourceNews): string[] {
  switch (news.kind) {
    case 'none':
      return []
    case 'not-asked':
      return [`Source ${news.source}: on the network; status --online asks what newer there is.`]
    case 'failed':
      return [`Source ${news.source}: ${[news.reason, news.hint].filter(Boolean).join(' ')}`]
    case 'news':
      return [
        `Source ${news.source}: ${formatCount(news.guides, 'guide')}, ` +
          `published ${formatMinute(news.created)}; ` +
          describeNewer(news),
      ]
  }
}

function describeNewer({ here, newer, bytes }: Extract<SourceNews, { kind: 'news' }>): string {
  if (here === 0) return 'none of them is here; to get them: aws-docs-offline pull --all'
  if (newer.length === 0) return 'nothing newer of the guides here'
  const named = newer.slice(0, MOST_NAMED).map(({ id, locale }) => `${id} ${locale}`)
  const more = newer.length > named.length ? ` and ${newer.length - named.length} more` : ''
  return `newer there: ${named.join(', ')}${more}, ${formatBytes(bytes)}; to get it: aws-docs-offline pull`
}
