// What in a pasted error is noise: request ids, addresses, times, account numbers, the frames of a stack. Such tokens
// are rare in the documentation, so a ranker that trusted rarity would follow them. Pure.

import { dropLogContext } from './drop-log-context.ts'
import { dropStackFrames } from './drop-stack-frames.ts'
import { replaceHosts } from './endpoint-service.ts'

/** Each pattern with what stands in its place: a blank, or the part that does say something. */
const NOISE: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, ' '],
  // Of an ARN the service and the kind of resource are worth keeping.
  [/\barn:aws[\w-]*:([\w-]+):[\w-]*:\d*:([a-zA-Z-]+)?[^\s"',)]*/g, ' $1 $2 '],
  [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?/g, ' '],
  [/\b\d{4}[-/]\d{2}[-/]\d{2}\b|\b\d{2}:\d{2}:\d{2}(?:[.,]\d+)?\b/g, ' '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+|\/\d+)?\b/g, ' '],
  [/\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{0,4}\b/gi, ' '],
  // Ids that AWS hands out: a short prefix and hexadecimal digits.
  [/\b[a-z]{1,10}[-_](?=[0-9a-f]*\d)[0-9a-f]{8,17}\b/gi, ' '],
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g, ' '],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{10,}\b/gi, ' '],
  [/\b(?:0x[0-9a-f]+|\d{12,})\b/gi, ' '],
  [/\b(?:request ?id|requestid|trace ?id|host ?id|extended request id)\b\s*[:=]?\s*/gi, ' '],
  // Base64 and signatures: long, with both cases and digits, and no word inside.
  [/\b(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[A-Za-z0-9+/=_-]{32,}\b/g, ' '],
]

/** In a paste these say where and with whom it happened; in a question they may be what is asked about. */
const SURROUNDINGS: readonly (readonly [RegExp, string])[] = [
  // What clients put around every message. Pages that show some message whole would match any other by it.
  [/\bAn error occurred \((\w[\w.]*)\) when calling the (\w+) operation(?: \(reached max retries: \d+\))?/g, ' $1 $2 '],
  [/\boperation error ([\w ]+: \w+), (?:https? response error |exceeded maximum number of attempts, \d+, )*/g, ' $1 '],
  [/\bapi error (?=\w+[:,])/g, ' '],
  [/\bResource handler returned message:|\b(?:RequestToken|HandlerErrorCode): ?/g, ' '],
  // What an SDK adds to a message: the service and the error's code tell, the status is that of a thousand others.
  [/\bStatus ?Code: \d+[;,]?/gi, ' '],
  // Where a log was written: the start of a syslog line, and hosts named by their address.
  [/^[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \S+ (?=[\w.@-]+(?:\[\d+\])?:)/gm, ' '],
  [/\bip-\d{1,3}(?:-\d{1,3}){3}(?:\.[\w-]+)*/g, ' '],
  // An event of Kubernetes has its age and who noticed it between reason and message, nginx where a request came from.
  [/^\s*Warning +(\w+) +\d[\dhms]*(?: \(x\d+ over [\dhms]+\))? +(?:kubelet|default-scheduler|(\S+)) /gm, ' $1 $2 '],
  [/^\s*(?:Events:|(?:LAST SEEN +)?Type +Reason +(?:Age|Object).*|-+(?: +-+)+)\s*$/gim, ' '],
  [/ \d+#\d+: (?:\*\d+ )?/g, ' '],
  [/, (?:client|server|request|upstream|host|referrer): (?:"[^"\n]*"|[^",\n]*)(?=,|$)/gm, ' '],
  [/\blevel=\w+\b|\b(?:time|module|logger|thread|ts)=(?="|\S)/g, ' '],
  // Tags of a markup: what stands between them was said.
  [/<\/?[A-Za-z][\w:-]*(?: [^<>\n]*)?\/?>/g, ' '],
  // `ap-northeast-1`, `us-gov-west-1b`: four common words that together outweigh the one rare name that tells.
  [
    /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central){1,2}-\d[a-z]?\b/g,
    ' ',
  ],
  [/(?<![\w.])(?:~|\/(?:home|Users|root|var\/folders|tmp))\/[^\s"':,;)]+/g, ' '],
  [/\b[A-Za-z]:\\(?:[^\s"':,;)\\]+\\)*[^\s"':,;)\\]*/g, ' '],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4}(?: \d{2}:\d{2}:\d{2} \w{3})?/g, ' '],
  [/\b(?:aws-sdk|aws-cli|Boto3|Botocore|Python|OpenJDK|Linux|exec-env)\/[\w.+-]+/gi, ' '],
]

/** Who was not allowed to do it is no question about users and roles. Before all else, which takes ARNs apart. */
const WHO: readonly [RegExp, string] = [
  /\b(?:[Uu]ser|[Pp]rincipal|[Cc]aller):? *"?arn:aws[\w-]*:(?:iam|sts)::[^\s"',)]*/g,
  ' ',
]

/** Without who was not allowed to do it. */
export function removeCaller(text: string): string {
  return text.replace(...WHO)
}

export function stripNoise(text: string, isPasted = looksPasted(text)): string {
  const patterns = isPasted ? [WHO, ...NOISE, ...SURROUNDINGS] : NOISE
  const whatHappened = dropStackFrames(text)
  const said = isPasted ? dropLogContext(whatHappened) : whatHappened
  return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), replaceHosts(said))
}

/** What programs print and people do not write. */
const PROGRAM_OUTPUT: readonly RegExp[] = [
  /\b[A-Za-z]+(?:Exception|Error|Fault|Failure)s?\b(?![- ](?:message|code|handling)s?\b)/,
  // Errors of APIs without one of these words at the end, behind which the message stands
  /\b(?:Invalid|NoSuch|NonExistent|Insufficient|Missing|Malformed|Unsupported|Expired)[A-Z]\w+[.:] ?\S|\b[A-Z]\w*(?:Exceeded|NotFound|AlreadyExists|NotExists?|Violation|Denied|Mismatch|InUse|NotEmpty|Failed|SlowDown): /,
  /\b(?:ERROR|FATAL|FAILED|FAILURE|WARN(?:ING)?|Traceback|errno|stderr|SQLSTATE)\b|\b(?:[A-Z]{2,}_)+(?:ERROR|FAILED|FAILURE)\b|_(?:ERROR|FAILED|FAILURE)\b/,
  /\b(?:[Ee]rror|[Ff]ailed|[Cc]aused by|[Ii]nvalid|[Uu]nable|[Ff]atal|[Rr]eason|[Mm]essage) ?(?:\[[^\]]*\] ?)?[:=(]/,
  /\b(?:[Ss]tatus [Cc]ode|[Rr]equest I[Dd]|[Ee]rror [Cc]ode|exit (?:code|status)|return code)\b/,
  /^\s*(?:[$#>]|\w+@[\w-]+[:#$]|PS [A-Z]:|router#|\w+>) ?\S|^\s*(?:sudo|curl|npm|kubectl|docker|pip|mount|psql|GET|POST|PUT) \S|\baws [a-z0-9-]+ [a-z0-9-]+ .*--\w/m,
  /\n\s+at |^\s*File "|\.rb:\d+:in |^(?:panic: |goroutine \d+ \[)|::Errors::\w|\{ ?"\w+"|<\/?[A-Z]\w+>|\[(?:ERROR|INFO|WARN)/m,
  /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\barn:aws[\w-]*:|\bhttps?:\/\/\S+|\b(?:[0-9a-f]{4,}-){2,}/,
]
/** What both do: a mark where the text is no plain sentence. */
const SAID_BY_BOTH =
  /[Aa]n error occurred|is not authorized to perform|[Cc]ould not|[Cc]an't be|[Cc]annot |timed out|has expired|does not exist|not supported|No such file|[Pp]ermission denied|[Aa]ccess ?[Dd]enied|command not found|certificate (?:signed|verify)|[Pp]lease (?:check|make sure)|(?:connection|connect) (?:refused|error|reset)|\bdial tcp\b|no such host|\bi\/o timeout|\bE(?:CONNREFUSED|CONNRESET|TIMEDOUT|NOTFOUND|ACCES)\b/
/** As people type: small letters at the beginning, and nothing between the words but a comma. */
const PLAIN_WORDS = /^\s*[a-z][A-Za-z0-9 ,'’-]*[.?!]?\s*$/
/** … and what nobody writes who asks something, whatever words stand in it ("We currently do not have …"). */
const PRINTED_WHOLE =
  /\bAn error occurred \(\w[\w.]*\) when calling the \w+ operation\b|\boperation error [\w ]+: \w+, |\bis not authorized to perform: \w|\bService: ?[\w ]+[;,] ?Status Code: \d|\bResource handler returned message:|\bTraceback \(most recent call last\)/
/** What people write. `i/o` and `i-0abc` are none of them. */
const QUESTION =
  /\b(?:my|our|we|i'm|we're|i've)\b|(?<![\w/.-])i(?![\w/.-])|\b(?:how (?:do|does|can|to|should|many|much|long)|what (?:is|are|do|does|can|happens|should)|which|why (?:is|do|does|can)|where (?:do|can|is)|can (?:i|we|the)|do (?:i|we)|should (?:i|we)|is (?:it|there)|(?:i|we)(?:'d| would)? (?:want|like|need|have))\b|(?:ですか|ますか|ください|でしょうか|たい|方法|教えて)/i
/** Several of these make a paste of what has a question beside it. */
const ENOUGH = 2

/**
 * A paste rather than a question: it has the marks of a program's output, and more of them where somebody asks
 * something besides.
 */
export function looksPasted(text: string): boolean {
  const words = text.split(/\s+/).length
  if (words < 4) return false
  if (PRINTED_WHOLE.test(text)) return true
  const isSpoken = PLAIN_WORDS.test(text) || !SAID_BY_BOTH.test(text)
  const marks = PROGRAM_OUTPUT.filter((pattern) => pattern.test(text)).length + (isSpoken ? 0 : 1)
  return marks >= (QUESTION.test(text) ? ENOUGH : 1)
}
