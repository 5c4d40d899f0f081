// What in a pasted error is noise: request ids, addresses, times, account numbers, the frames of a stack. Such tokens are rare in the documentation, so
// a ranker that trusted rarity would follow them. Pure.

/** Each pattern with what stands in its place: a blank, or the part that does say something. */
const NOISE: readonly (readonly [RegExp, string])[] = [
  // Stack frames say where in somebody's program, not what went wrong.
  [/^\s*(?:at\s+[\w$.<>[\] ]+\(.*\)|at\s+\S+:\d+(?::\d+)?|File "[^"]+", line \d+.*|\.\.\. \d+ more)\s*$/gm, ' '],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, ' '],
  // Of an ARN the service and the kind of resource are worth keeping.
  [/\barn:aws[\w-]*:([\w-]+):[\w-]*:\d*:([a-zA-Z-]+)?[^\s"',)]*/g, ' $1 $2 '],
  [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?/g, ' '],
  [/\b\d{4}[-/]\d{2}[-/]\d{2}\b|\b\d{2}:\d{2}:\d{2}(?:[.,]\d+)?\b/g, ' '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+|\/\d+)?\b/g, ' '],
  [/\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{0,4}\b/gi, ' '],
  // A host names its service in the first label: `secretsmanager.us-east-1.amazonaws.com`.
  [/\bhttps?:\/\/([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.amazonaws\.com\S*/gi, ' $1 '],
  [/\b([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?(?::\d+)?/gi, ' $1 '],
  // Ids that AWS hands out: a short prefix and hexadecimal digits.
  [/\b(?:i|vol|vpc|subnet|sg|eni|ami|snap|rtb|igw|nat|vpce|acl|eipalloc|lt|fs|tgw)-[0-9a-f]{8,17}\b/gi, ' '],
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g, ' '],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{10,}\b/gi, ' '],
  [/\b(?:0x[0-9a-f]+|\d{12,})\b/gi, ' '],
  [/\b(?:request ?id|requestid|trace ?id|host ?id|extended request id)\b\s*[:=]?\s*/gi, ' '],
  // Base64 and signatures: long, with both cases and digits, and no word inside.
  [/\b(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[A-Za-z0-9+/=_-]{32,}\b/g, ' '],
]

export function stripNoise(text: string): string {
  return NOISE.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text)
}

/** A paste rather than a question: long, or with the marks of a program's output. */
export function looksPasted(text: string): boolean {
  const words = text.split(/\s+/).length
  return words > 25 || (words > 6 && /Exception|Error:|\berror\b.*[:(]|status code|Traceback|\n\s+at /.test(text))
}
