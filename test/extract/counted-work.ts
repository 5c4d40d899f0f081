// How much work a piece of code does, counted and not timed, so that a test can bound its growth on any machine: how
// often each block of our code and of the libraries below it ran (V8's own counters), and what the built-in functions
// looked at that walk a text or a list.
// What a regular expression does by trying again is not seen.

import { Session } from 'node:inspector'

const COUNTED = /\/src\/|turndown|htmlparser2|domhandler|entities|marked|hast|parse5/

/**
 * Steps that `run` takes. It runs three times: the first for what is compiled then, and the fewer steps of the others
 * count, without those of others.
 */
export function countWork(run: () => void): number {
  session ??= startCounting()
  run()
  return Math.min(countSteps(run, session), countSteps(run, session))
}

// Counting is begun once: beginning makes V8 compile everything again.
let session: Session | undefined

function startCounting(): Session {
  const begun = new Session()
  begun.connect()
  begun.post('Profiler.enable')
  begun.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return begun
}

/** For afterAll: what runs later in this process is slower while anything is counted. */
export function endCounting(): void {
  session?.post('Profiler.stopPreciseCoverage')
  session?.disconnect()
  session = undefined
}

function countSteps(run: () => void, session: Session): number {
  countBlocks(session)
  const builtIn = countBuiltIns()
  try {
    run()
  } finally {
    builtIn.restore()
  }
  return countBlocks(session) + builtIn.steps()
}

function countBlocks(session: Session): number {
  let blocks = 0
  session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    for (const { url, functions } of result) {
      if (!COUNTED.test(url)) continue
      for (const { ranges } of functions) for (const { count } of ranges) blocks += count
    }
  })
  return blocks
}

function countBuiltIns(): { steps(): number; restore(): void } {
  let steps = 0
  const undo: (() => void)[] = []
  const wrap = <T extends object, K extends keyof T>(
    owner: T,
    name: K,
    cost: (self: unknown, args: unknown[], result: unknown) => number,
  ): void => {
    const original = owner[name] as (...args: unknown[]) => unknown
    owner[name] = function (this: unknown, ...args: unknown[]) {
      const from = name === 'exec' ? Number((this as RegExp).lastIndex) : 0
      const result = original.apply(this, args)
      steps += cost(this, [...args, from], result)
      return result
    } as T[K]
    undo.push(() => {
      owner[name] = original as T[K]
    })
  }
  wrap(RegExp.prototype, 'exec', (_, args, result) => {
    const text = String(args[0])
    const match = result as RegExpExecArray | null
    return match
      ? Math.max(1, match.index + match[0].length - Number(args.at(-1)))
      : text.length - Number(args.at(-1)) + 1
  })
  const scanned = (self: unknown, args: unknown[], result: unknown): number => {
    const from = Number(args.length > 2 ? args[1] : 0)
    return Number(result) < 0 ? Math.max(1, String(self).length - from) : Math.max(1, Number(result) - from)
  }
  wrap(String.prototype, 'indexOf', scanned)
  wrap(String.prototype, 'includes', (self, args, result) =>
    scanned(self, args, result ? String(self).indexOf(String(args[0])) : -1),
  )
  const whole = (self: unknown): number => (self as { length: number }).length + 1
  for (const name of [
    'indexOf',
    'includes',
    'find',
    'findLast',
    'splice',
    'shift',
    'unshift',
    'slice',
    'join',
  ] as const)
    wrap(Array.prototype, name, whole)
  return {
    steps: () => steps,
    restore: () => {
      for (const one of undo) one()
    },
  }
}
