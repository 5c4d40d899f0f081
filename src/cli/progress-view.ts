// How far something long is, on stderr: a bar on a terminal, a line now and then elsewhere.

import cliProgress from 'cli-progress'
import { printable } from '../core/text/printable.ts'
import { talk } from './command-context.ts'

export interface Step {
  /** What is going on: a guide, a download. A new name begins anew. */
  readonly name: string
  readonly done: number
  readonly total: number
  /** What else there is to say; may be empty. */
  readonly rest: string
}

export interface ProgressView {
  update(step: Step): void
  stop(): void
}

/** Lines in a log: at the beginning and end of a step, and at each of these shares of it. */
const LINE_EVERY_SHARE = 0.1

export function showSteps(stream: NodeJS.WriteStream = process.stderr): ProgressView {
  return stream.isTTY ? bar(stream) : lines()
}

function bar(stream: NodeJS.WriteStream): ProgressView {
  const view = new cliProgress.SingleBar({
    stream,
    format: '{name} {bar} {value}/{total} · {eta_formatted} left · {rest}',
    hideCursor: true,
    etaBuffer: 50,
    stopOnComplete: false,
  })
  let current = ''
  return {
    update({ done, total, ...said }) {
      const [name, rest] = [oneLine(said.name), oneLine(said.rest)]
      if (name !== current) {
        if (current !== '') view.stop()
        current = name
        view.start(total, done, { name, rest })
      } else {
        view.setTotal(total)
        view.update(done, { name, rest })
      }
    },
    stop: () => {
      if (current !== '') view.stop()
    },
  }
}

// The bar writes for itself.
function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ')
}

// Steps may be told in turn: each has its own next line. One that goes back begins anew.
function lines(): ProgressView {
  const toldOf = new Map<string, { readonly done: number; readonly next: number }>()
  return {
    update({ name, done, total, rest }) {
      const told = toldOf.get(name)
      if (told && done >= told.done && done < told.next && done < total) return
      toldOf.set(name, { done, next: done + Math.max(10, total * LINE_EVERY_SHARE) })
      talk(`${name}: ${done} of ${total}${rest === '' ? '' : ` (${rest})`}`)
    },
    stop: () => {},
  }
}
