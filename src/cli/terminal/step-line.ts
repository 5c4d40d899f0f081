// How far something long is, as one line of a given width: what does not fit is left out, the least important first.
// Pure.

import { describeDuration } from '../../core/platform/duration.ts'
import { formatBytes } from '../format/amounts.ts'
import { fitTo, measureWidth } from './display-width.ts'

export interface ProgressStep {
  /** What is going on: a guide, a download. A new name begins anew. */
  readonly name: string
  readonly done: number
  /** Undefined where nobody knows yet. */
  readonly total: number | undefined
  /** Counted in bytes, not in pages. */
  readonly isBytes?: boolean
  /** What the rest takes, where that is known. */
  readonly leftMs?: number
  /** What else there is to say; may be empty. */
  readonly rest: string
}

const WIDEST_BAR = 24
const NARROWEST_BAR = 6
const LEAST_OF_REST = 12

export function formatStepLine({ name, leftMs = 0, rest, ...amount }: ProgressStep, columns: number): string {
  const count = formatAmount(amount)
  const left = leftMs > 0 ? `about ${describeDuration(leftMs)} left` : ''
  const head = [name, count].filter(Boolean).join(' ')
  if (measureWidth(head) > columns) return fitTo(head, columns)
  const told = measureWidth(`${head} · ${left}`) <= columns ? [head, left].filter(Boolean).join(' · ') : head
  const barWidth = Math.min(WIDEST_BAR, columns - measureWidth(told) - 1)
  const bar =
    amount.total !== undefined && barWidth >= NARROWEST_BAR ? `${getBar(amount.done, amount.total, barWidth)} ` : ''
  const line = bar === '' ? told : `${name} ${bar}${told.slice(name.length + 1)}`
  const free = columns - measureWidth(line) - 3
  return rest === '' || free < Math.min(LEAST_OF_REST, measureWidth(rest)) ? line : `${line} · ${fitTo(rest, free)}`
}

/** "3 of 12", "1.2 of 8.4 MB", "1.2 MB" where the total is not known, nothing before there is something to count. */
export function formatAmount({
  done,
  total,
  isBytes = false,
}: Pick<ProgressStep, 'done' | 'total' | 'isBytes'>): string {
  if (total === undefined) return done === 0 ? '' : isBytes ? formatBytes(done) : String(done)
  return isBytes ? `${formatBytes(done)} of ${formatBytes(total)}` : `${done} of ${total}`
}

function getBar(done: number, total: number, width: number): string {
  const full = Math.round(width * Math.min(1, total === 0 ? 1 : done / total))
  return '█'.repeat(full) + '░'.repeat(width - full)
}
