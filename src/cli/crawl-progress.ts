// How far a crawl is, guide after guide.

import type { CrawlProgress } from '../crawl/progress.ts'
import { showSteps } from './progress-view.ts'

export function showProgress(stream: NodeJS.WriteStream = process.stderr): {
  update(progress: CrawlProgress): void
  stop(): void
} {
  const view = showSteps(stream)
  return {
    update: (progress) =>
      view.update({ name: nameOf(progress), done: progress.done, total: progress.total, rest: restOf(progress) }),
    stop: view.stop,
  }
}

function nameOf({ guide, locale }: CrawlProgress): string {
  return locale === 'en_us' ? guide : `${guide} ${locale}`
}

function restOf({ counts }: CrawlProgress): string {
  return Object.entries(counts)
    .filter(([name, count]) => name !== 'left' && count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}
