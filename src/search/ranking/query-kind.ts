// What kind of answer a query asks for, by its words. Pure.

import type { ParsedQuery } from '../parse-query.ts'

/** Asks how much or how many. */
export function asksHowMuch({ text }: ParsedQuery): boolean {
  return /\b(?:how (?:many|much|long|large|big|often|far)|max(?:imum)?|min(?:imum)?|limits?|quotas?|at most|least|largest|longest)\b|上限|最大|最小|制限|クォータ|いくつ|何個|何件|何回/i.test(
    text,
  )
}
