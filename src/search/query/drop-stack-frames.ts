// Of a pasted stack trace what went wrong, without where in somebody's program it did: names of classes, methods and
// files are many, and a page that shows some trace would match every other one by them. Pure; the time is linear in
// the length of the text, since every pattern is bound to a line or to a number of characters.

/** A line that is a frame, or what is printed between frames. A leading quote is that of a JSON list of frames. */
const FRAMES: readonly RegExp[] = [
  // Java, Kotlin, Scala, .NET: `at com.example.Orders.save(Orders.java:31)`, `at Orders.Save(String id) in a.cs:line 9`
  /^\s*"?at [\w$.<>`+|[\],/@~-]{1,400}\(/,
  // JavaScript: `at async Runtime.handler (file:///var/task/index.mjs:12:3)`, `at /app/index.js:12:3`
  /^\s*"?at (?:async |new )?[^()]{1,200} \((?:[^()]{1,400}:\d+:\d+|<anonymous>|native|index \d+)\)/,
  /^\s*"?at (?:async )?\S{1,400}:\d+(?::\d+)?\)?"?,?(?: \{)?\s*$/,
  /^\s*(?:\.\.\. \d+ (?:more|common frames omitted)|--- End of .{0,80} ?---|\[CIRCULAR REFERENCE.*)\s*$/,
  // Go
  /^goroutine \d+ \[.{0,80}\]:?$|^\s*\/\S{1,400}\.go:\d+(?: \+0x[0-9a-f]+)?$|^created by \S{1,200}/,
  // Ruby and PHP
  /^\s*(?:\d+: )?from \S{1,400}:\d+:in /,
  /^\s*#\d+ (?:\{main\}|\/?\S{1,400}\(\d+\): .*|\[internal function\].*)$|^\s*Stack trace:\s*$|^\s*thrown in \S+ on line \d+$/,
  // Rust: `  12: tokio::runtime::…`, and the file of each
  /^\s+\d+: (?:0x[0-9a-f]+ - )?[\w<>{}&' ]+(?:::[\w<>{}#&' ]+)+$|^\s+at \S{1,400}\.rs:\d+/,
  // A file and line alone, before the line of it that threw
  /^(?:file:\/\/)?(?:node:|\/|[A-Za-z]:\\)\S{1,400}\.?\w{0,4}:\d+$/,
  /^\s*(?:Traceback \(most recent call last\):?|Node\.js v\d[\d.]*|The above exception was the .{0,60}:)\s*$/,
  /^\s*During handling of the above exception, another exception occurred:\s*$/,
]
/** A frame whose next line is a line of the program. */
const FRAME_WITH_SOURCE = /^(\s*)File "[^"]{1,400}", line \d+/
/** The place under the line of the program above it; psql does the same for a statement, which it says is a line. */
const CARETS = /^\s*[~^]+\s*$/
const STATEMENT = /^LINE \d+: /
/** In Go the function stands before its file. */
const GO_FUNCTION = /^[\w./*()[\]{}$-]{1,400}\(.*\)$/
const GO_FILE = /^\s+\/\S{1,400}\.go:\d+/

/** Parts of a line, each with what stands in its place. Of a trace that has become one line, the frames. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [
    /\bat [\w$.<>/@-]{1,200}\((?:[\w$-]{1,80}\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)(?: ~?\[[^\]\s]{1,80}\])?/g,
    ' ',
  ],
  [/\bat [\w.<>`+[\],]{1,200}\([^()\n]{0,200}\) in \S{1,200}:line \d+/g, ' '],
  [/\bat (?:async |new )?[\w$.<>[\] ]{1,120} \((?:file:|node:|\/|[A-Za-z]:\\)[^()\s]{1,300}:\d+:\d+\)/g, ' '],
  [/\bat (?:async )?(?:file:|node:|\/|[A-Za-z]:\\)[^\s()"]{1,300}:\d+:\d+/g, ' '],
  [/\bFile "[^"\n]{1,300}", line \d+(?:, in [\w<>.]{1,80})?/g, ' '],
  // Ruby has the message behind the first frame, PHP before it.
  [/(?<!\S)\S{1,300}\.rb:\d+:in [`'][^'\n]{1,120}':? ?/g, ' '],
  [/ in \/\S{1,300}\.php(?::\d+| on line \d+)/g, ' '],
  // What is printed before a message, whatever it is
  [/\bException in thread "[^"\n]{1,80}"|\bUnhandled [Ee]xception\.|\bCaused by:|\bSuppressed:/g, ' '],
  [/\bPHP Fatal error: |\bUncaught (?:exception )?(?=['"\w])|\bTraceback \(most recent call last\):/g, ' '],
  [/\bException of type '[^'\n]{1,120}' was thrown\.?/g, ' '],
  [/"(?:errorType|errorMessage|stackTrace|stack|trace)"\s*:/g, ' '],
  // Spring: process, thread and logger
  [/ \d+ --- \[[^\]\n]{0,80}\] \S{1,120}\s*: /g, ' '],
  // The SDK for JavaScript has these with every error.
  [/\$fault['"]?: ?['"](?:client|server)['"],?/g, ' '],
  [/['"]?\$(?:metadata|response)['"]?: ?\{[^{}]{0,600}\},?/g, ' '],
]
/**
 * Of the package of an error the service, where it is AWS's: `com.amazonaws.services.sqs.model.QueueDoesNotExist…`,
 * `Amazon.SQS.Model.QueueDoesNotExist…`.
 */
const PACKAGE =
  /(?<![\w.$/:-])(?:[a-z][\w$]{0,60}\.){2,12}(?:[A-Z][\w$]{0,80}[.$])?(?=[A-Z]\w{2,120}(?:Exception|Error|Fault)\b)|(?<![\w.$/:-])(?:[A-Z]\w{1,60}\.){1,8}(?=[A-Z]\w{2,120}Exception\b)/g
const SERVICE = /\b(?:awssdk|amazonaws)\.services\.([a-z0-9]+)|^Amazon\.(?!Runtime\b)(\w+)/
/** `botocore.exceptions.ClientError`: an error of AWS, and no more is said. */
const PYTHON_PACKAGE = /\b(?:botocore|boto3|aiobotocore|urllib3|requests)\.(?:\w{1,40}\.){0,3}(?=[A-Z])/g

/** As it is where there are no frames. */
export function dropStackFrames(text: string): string {
  // Logs have a trace in one line, its breaks written out.
  const lines = text.replace(/(?:\\r)?\\n(?=\s|\\t|Caused)/g, '\n').split(/\r?\n/)
  const rest = lines.filter((line, at) => !isFrame(line, at, lines)).join('\n')
  const parts = PARTS.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), rest)
  return parts.replace(PACKAGE, findService).replace(PYTHON_PACKAGE, '')
}

function findService(name: string): string {
  const [, ofJava, ofNet] = SERVICE.exec(name) ?? []
  return ` ${ofJava ?? ofNet ?? ''} `
}

function isFrame(line: string, at: number, lines: readonly string[]): boolean {
  if (FRAMES.some((frame) => frame.test(line)) || FRAME_WITH_SOURCE.test(line) || CARETS.test(line)) return true
  const [before, after] = [lines[at - 1], lines[at + 1]]
  if (after !== undefined && CARETS.test(after)) return !STATEMENT.test(line)
  if (after !== undefined && GO_FILE.test(after) && GO_FUNCTION.test(line)) return true
  return before !== undefined && isSourceOf(before, line)
}

function isSourceOf(frame: string, line: string): boolean {
  const indent = FRAME_WITH_SOURCE.exec(frame)?.[1]
  return indent !== undefined && line.length - line.trimStart().length > indent.length
}
