// How far something long is, on stderr: one line that is drawn again on a terminal, a line now and then elsewhere.

import { toPrintable } from '../../core/text/printable.ts'
import { talk } from '../command-context.ts'
import { openLiveLine } from '../terminal/live-line.ts'
import { formatAmount, formatStepLine, type ProgressStep } from '../terminal/step-line.ts'

export interface ProgressView {
  update(step: ProgressStep): void
  stop(): void
}

/** Lines in a log: at the beginning and end of a step, and at each of these shares of it. */
const LINE_EVERY_SHARE = 0.1
const LINE_EVERY_BYTES = 50_000_000

export function showSteps(stream: NodeJS.WriteStream = process.stderr): ProgressView {
  return stream.isTTY ? createLiveView(stream) : createLinesView()
}

function createLiveView(stream: NodeJS.WriteStream): ProgressView {
  const line = openLiveLine(stream)
  return {
    update(step) {
      const shown = { ...step, name: toPrintableLine(step.name), rest: toPrintableLine(step.rest) }
      line.draw((columns) => formatStepLine(shown, columns))
    },
    stop: line.stop,
  }
}

// The line is written as it is.
function toPrintableLine(text: string): string {
  return toPrintable(text).replace(/\s+/g, ' ')
}

// Steps may be told in turn: each has its own next line. One that goes back begins anew.
function createLinesView(): ProgressView {
  const toldOf = new Map<string, { readonly done: number; readonly next: number }>()
  return {
    update(step) {
      const { name, done, total, rest } = step
      const told = toldOf.get(name)
      if (told && done >= told.done && done < told.next && done < (total ?? Number.POSITIVE_INFINITY)) return
      const share = total === undefined ? LINE_EVERY_BYTES : Math.max(10, total * LINE_EVERY_SHARE)
      toldOf.set(name, { done, next: done + share })
      const amount = formatAmount(step)
      talk(`${name}${amount === '' ? '' : `: ${amount}`}${rest === '' ? '' : ` (${rest})`}`)
    },
    stop: () => {},
  }
}
