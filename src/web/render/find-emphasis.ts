// Which runs of * and _ open and close what emphasis, as CommonMark says (6.2): one pass over a text from which code,
// links and escapes are masked. Pure.
//
// marked decides for each opening run by itself, without knowing what a run within is paired with: of
// `**FROM { *a* | ( *b* ) }**`, where ` *b* )` may open as well as close, it left the outer stars standing.

export interface Emphasis {
  /** Behind its last mark. */
  readonly end: number
  /** Marks on each side: one is em, two are strong. */
  readonly marks: 1 | 2
}

interface Run {
  readonly char: string
  /** All of it, before any mark was taken. */
  readonly length: number
  readonly opens: boolean
  readonly closes: boolean
  /** The marks that are left. */
  from: number
  to: number
}

/** Every emphasis by the place of its first mark. */
export function findEmphasis(text: string): ReadonlyMap<number, Emphasis> {
  const found = new Map<number, Emphasis>()
  const openers: Run[] = []
  // Below this no opener was found for the like, and none has come since.
  const searched = new Map<string, number>()
  for (const run of listRuns(text)) {
    if (run.closes) closeWith(run, openers, searched, found)
    if (run.opens && run.to > run.from) openers.push(run)
  }
  return found
}

function closeWith(closer: Run, openers: Run[], searched: Map<string, number>, found: Map<number, Emphasis>): void {
  const kind = `${closer.char}${closer.length % 3}${closer.opens}`
  while (closer.to > closer.from) {
    const bottom = Math.min(searched.get(kind) ?? 0, openers.length)
    let at = openers.length - 1
    while (at >= bottom && !pairs(openers[at], closer)) at--
    const opener = at >= bottom ? openers[at] : undefined
    if (!opener) {
      searched.set(kind, openers.length)
      return
    }
    const marks = opener.to - opener.from > 1 && closer.to - closer.from > 1 ? 2 : 1
    opener.to -= marks
    closer.from += marks
    found.set(opener.to, { end: closer.from, marks })
    openers.length = opener.to > opener.from ? at + 1 : at
    for (const [one, place] of searched) if (place > openers.length) searched.set(one, openers.length)
  }
}

function pairs(opener: Run | undefined, closer: Run): boolean {
  if (opener?.char !== closer.char) return false
  if (!opener.closes && !closer.opens) return true
  return (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0)
}

function* listRuns(text: string): Generator<Run> {
  for (const { 0: run, index } of text.matchAll(/\*+|_+/g)) {
    const [before, after] = [readKind(text, index, -1), readKind(text, index + run.length, 1)]
    const isLeft = after !== 'blank' && (after === 'letter' || before !== 'letter')
    const isRight = before !== 'blank' && (before === 'letter' || after !== 'letter')
    const char = run.charAt(0)
    const isStar = char === '*'
    yield {
      char,
      length: run.length,
      opens: isLeft && (isStar || !isRight || before === 'sign'),
      closes: isRight && (isStar || !isLeft || after === 'sign'),
      from: index,
      to: index + run.length,
    }
  }
}

/** What stands before or behind `at`; the ends of a text count as blanks. */
function readKind(text: string, at: number, side: 1 | -1): 'blank' | 'sign' | 'letter' {
  const near = side === 1 ? text.slice(at, at + 2) : text.slice(Math.max(0, at - 2), at)
  const char = [...near].at(side === 1 ? 0 : -1) ?? ' '
  if (/\s/u.test(char)) return 'blank'
  return /[\p{P}\p{S}]/u.test(char) ? 'sign' : 'letter'
}
