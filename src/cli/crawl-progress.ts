// How far a crawl is, on stderr: a bar on a terminal, a line now and then elsewhere.

import cliProgress from 'cli-progress'
import type { CrawlProgress } from '../crawl/progress.ts'
import { talk } from './command-context.ts'

export interface ProgressView {
  update(progress: CrawlProgress): void
  stop(): void
}

/** Lines in a log: at the beginning and end of a guide, and at each of these shares of it. */
const LINE_EVERY_SHARE = 0.1

export function showProgress(stream: NodeJS.WriteStream = process.stderr): ProgressView {
  return stream.isTTY ? bar(stream) : lines()
}

function bar(stream: NodeJS.WriteStream): ProgressView {
  const view = new cliProgress.SingleBar({
    stream,
    format: '{guide} {bar} {value}/{total} · {rest}',
    hideCursor: true,
    etaBuffer: 50,
    stopOnComplete: false,
  })
  let guide = ''
  return {
    update(progress) {
      const name = nameOf(progress)
      const payload = { guide: name, rest: restOf(progress) }
      if (name !== guide) {
        if (guide !== '') view.stop()
        guide = name
        view.start(progress.total, progress.done, payload)
      } else {
        view.setTotal(progress.total)
        view.update(progress.done, payload)
      }
    },
    stop: () => {
      if (guide !== '') view.stop()
    },
  }
}

function lines(): ProgressView {
  let guide = ''
  let next = 0
  return {
    update(progress) {
      const { done, total } = progress
      const name = nameOf(progress)
      if (name !== guide) {
        guide = name
        next = 0
      }
      if (done < next && done < total) return
      next = done + Math.max(10, total * LINE_EVERY_SHARE)
      const rest = restOf(progress)
      talk(`${name}: ${done} of ${total}${rest === '' ? '' : ` (${rest})`}`)
    },
    stop: () => {},
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
