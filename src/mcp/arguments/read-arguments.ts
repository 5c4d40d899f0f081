// Arguments as models send them, led to what a tool's schema says: numbers, booleans and lists as strings, one value
// for a list, a list for one value, null for what is left out. Every argument of every tool alike, by its declared
// type. Pure; whether a value is allowed is the schema's to say.

/** What is read of a tool's JSON Schema. */
export interface DeclaredArgument {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly description?: string
}

export interface DeclaredArguments {
  readonly properties: Readonly<Record<string, DeclaredArgument>>
  readonly required: readonly string[]
}

export interface ReadArguments {
  readonly values: Readonly<Record<string, unknown>>
  /** Names that the tool does not have. */
  readonly unknown: readonly string[]
  /** Arguments of the tool that were given with nothing in them. */
  readonly empty: readonly string[]
}

/** Their text is the question, whatever it looks like: a pasted policy may be a list in JSON. */
const FREE_TEXT: ReadonlySet<string> = new Set(['search_phrase', 'search_intent', 'query'])
/** What models write for nothing; each may be a value where an argument is required. */
const NOTHING: ReadonlySet<string> = new Set(['', 'null', 'none', 'undefined'])
const YES: ReadonlySet<string> = new Set(['true', 'yes', '1'])
const NO: ReadonlySet<string> = new Set(['false', 'no', '0'])

export function readArguments(given: Readonly<Record<string, unknown>>, declared: DeclaredArguments): ReadArguments {
  const names = new Map(Object.keys(declared.properties).map((name) => [foldName(name), name]))
  const values: Record<string, unknown> = {}
  const unknown: string[] = []
  const empty = new Set<string>()
  for (const [asked, value] of Object.entries(given)) {
    // `maxLength` and `Max-Length` are other spellings of one name; the exact one goes first.
    const name = names.get(foldName(asked))
    if (name === undefined) {
      unknown.push(asked)
      continue
    }
    if (name !== asked && name in given) continue
    const read = isNothing(value) ? undefined : readValue(value, name, declared.properties[name] ?? {})
    if (isLeftOut(read, declared.required.includes(name))) empty.add(name)
    else values[name] = read
  }
  return { values, unknown, empty: [...empty].filter((name) => !(name in values)) }
}

// The words for nothing may be a value where one must be given; blanks are none.
function isLeftOut(value: unknown, isRequired: boolean): boolean {
  if (isNothing(value)) return true
  if (typeof value !== 'string') return false
  const text = value.trim().toLowerCase()
  return text === '' || (!isRequired && NOTHING.has(text))
}

/** Without case and separators. */
export function foldName(name: string): string {
  return name.replace(/[\s_-]+/g, '').toLowerCase()
}

function readValue(value: unknown, name: string, { type, enum: choices }: DeclaredArgument): unknown {
  if (type === 'array') return readList(value)
  if (FREE_TEXT.has(name)) return readText(value)
  const one = unwrapList(value)
  if (isNothing(one)) return undefined
  if (type === 'string') return choices ? readChoice(trimText(readText(one)), choices) : trimText(readText(one))
  const single = Array.isArray(one) && one.length === 1 ? one[0] : one
  if (type === 'integer' || type === 'number') return readNumber(single)
  if (type === 'boolean') return readBoolean(single)
  return single
}

function readList(value: unknown): unknown {
  const list = unwrapList(value)
  if (isNothing(list)) return undefined
  if (Array.isArray(list))
    return list
      .flat()
      .map((entry) => trimText(readText(entry)))
      .filter((entry) => !isNothing(entry))
  if (typeof list === 'string' && NOTHING.has(list.trim().toLowerCase())) return undefined
  return typeof list === 'object' ? list : [trimText(readText(list))]
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.every(isNothing))
}

function trimText(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value
}

// Of a list for one text all is kept: the words of a question, or several addresses.
function readText(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.filter((entry) => typeof entry === 'string' || typeof entry === 'number')
    return texts.length > 0 || value.length === 0 ? texts.join(' ') : value
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
}

function readNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const digits = value.trim().replace(/(?<=\d)[,_](?=\d{3}\b)/g, '')
  return /^-?\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : value
}

function readBoolean(value: unknown): unknown {
  const word = String(value).trim().toLowerCase()
  return YES.has(word) ? true : NO.has(word) ? false : value
}

function readChoice(value: unknown, choices: readonly unknown[]): unknown {
  if (typeof value !== 'string') return value
  return choices.find((choice) => foldName(String(choice)) === foldName(value)) ?? value
}

/** Some models send a list as its text, in JSON or as Python writes it. */
function unwrapList(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (!text.startsWith('[') || !text.endsWith(']')) return value
  try {
    return JSON.parse(text)
  } catch {
    const entries = [...text.matchAll(/'((?:[^'\\]|\\.)*)'(?=\s*[,\]])/g)].map(([, entry = '']) => entry)
    return entries.length > 0 && /^\[\s*'/.test(text) ? entries : value
  }
}
