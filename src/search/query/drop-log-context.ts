// Of a pasted log the lines that only carry context around the one that says what went wrong. Pages that show such
// lines (what a log looks like) have all of their words, and would come before those on the error. Pure.

/** Says that something went wrong. */
const TROUBLE = new RegExp(
  [
    "error|exception|fatal|fail|denied|refused|timed? ?out|unable|cannot|can't|could not|not found|no such|no module",
    'invalid|exceed|killed|unauthorized|forbidden|missing|rejected|not (?:authorized|allowed|permitted|supported)',
    String.raw`\b[45]\d\d\b|エラー|失敗|拒否`,
  ].join('|'),
  'i',
)

const CONTEXT: readonly RegExp[] = [
  // Levels below a warning, as loggers write them.
  /(?:^|[\s[(|])(?:INFO|DEBUG|TRACE|NOTICE|VERBOSE|FINE|LOG)(?=$|[\s\])|:])/,
  /\blevel=(?:info|debug|trace)\b|"level": ?"(?:info|debug|trace)"/i,
  /^\[(?:info|debug|notice)\]|^(?:info|debug)[: ]/,
  // Events of Kubernetes that are none of a warning, and what CodeBuild says of its phases.
  /^\s*Normal\s+[A-Z]\w+\s|^\[Container\] \d/,
  // A request that was answered, in the form of web servers.
  /"(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) [^"]*" [123]\d\d\b/,
]

/** What Lambda prints around every invocation, also where its lines have become one. */
const INVOCATION: readonly (readonly [RegExp, string])[] = [
  [/\b(?:START|END|REPORT) RequestId: ?\S+(?:\s+Version: ?\S+)?/g, '\n'],
  [/\bINIT_START Runtime Version: ?\S+(?:\s+Runtime Version ARN: ?\S+)?/g, '\n'],
  // All that there was.
  [/\bMemory Size: (\d+) MB\s+Max Memory Used: \1 MB/g, ' memory size '],
  [/\b(?:(?:Billed |Init |Restore )?Duration: ?[\d.]+ ms|(?:Memory Size|Max Memory Used): ?\d+ MB)/g, ' '],
  [/\bXRAY TraceId: ?\S+|\bSegmentId: ?\S+|\bSampled: ?(?:true|false)\b/g, ' '],
]

/** The text as it is where no other line says what went wrong. */
export function dropLogContext(text: string): string {
  const rest = INVOCATION.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), text)
  const told = /[\p{L}]{2}/u.test(rest) ? rest : text
  const lines = told.split('\n')
  if (lines.length === 1) return told
  const isContext = lines.map((line) => !TROUBLE.test(line) && CONTEXT.some((pattern) => pattern.test(line)))
  if (!lines.some((line, at) => !isContext[at] && TROUBLE.test(line))) return told
  return lines.filter((_, at) => !isContext[at]).join('\n')
}
