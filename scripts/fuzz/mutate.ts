// Changes to texts, bytes and values, of the kinds that have found faults before.

import type { Random } from './random.ts'

/** Texts and pieces of texts that something once stumbled over. */
export const ODD_TEXTS: readonly string[] = [
  ...['', ' ', '\n', '\r\n', '\t', '\0', '\u0007', '\b', '\u007f', '\u0085', '\u00a0', '\u00ad', '\u200b', '\u2028'],
  ...[
    '\u202e',
    '\u2066',
    '\ufeff',
    '\ufdd0',
    '\ufdd1',
    '\uffff',
    '\ud800',
    '\udc00',
    '😀',
    'e\u0301',
    'ﬁ',
    'İ',
    'ß',
    'ǅ',
  ],
  ...[
    '\u001b]52;c;YQ==\u0007',
    '\u001b[2J',
    '%00',
    '%2e%2e/',
    '%',
    '%zz',
    '%E3%81',
    '../../etc/passwd',
    'C:\\x',
    '//x',
  ],
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-1', '1e400', '9007199254740993', '2147484'],
  ...[
    '"',
    "'",
    '`',
    '```',
    '~~~',
    '\\',
    '|',
    '*',
    '**',
    '***',
    '_',
    '[',
    '![',
    '](',
    '<',
    '>',
    '&',
    '&#0;',
    '&#xfdd0;',
  ],
  ...[
    '-->',
    '<!--',
    ']]>',
    '<![CDATA[',
    '</script>',
    '<script>alert(1)</script>',
    'javascript:alert(1)',
    'data:text/html,x',
  ],
  ...[
    'NEAR(',
    'AND',
    'OR NOT',
    'title:x',
    's3:GetObject',
    "what's",
    '"a',
    '*"',
    '^',
    'a*',
    '-a',
    '{',
    '}',
    '(',
    ')',
    ';--',
  ],
  ...[
    '日本語',
    'バケットの削除',
    '删除存储桶',
    '버킷',
    'ｶﾅ',
    '々',
    'ー',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    '2026-02-31',
  ],
]

const ODD_VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    0.5,
    1e308,
    -1e308,
    9007199254740991,
    9007199254740992,
    2147483648,
    4294967296,
    8.64e15,
  ],
  ...['', 'x', '\u0000', '\n', 'a'.repeat(5000), [], {}, [[]], [null], { a: { a: {} } }],
]

/** A text with one to four changes; `others` are texts that a piece may come from. */
export function mutateText(text: string, random: Random, others: readonly string[] = []): string {
  let result = text
  for (let left = 1 + random.drawBelow(4); left > 0; left--) result = mutateOnce(result, random, others)
  return result
}

function mutateOnce(text: string, random: Random, others: readonly string[]): string {
  const start = random.drawBelow(text.length + 1)
  const end = Math.min(text.length, start + 1 + random.drawFew(60))
  const [before, piece, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)]
  const other = others.length > 0 ? random.pick(others) : text
  const from = random.drawBelow(other.length + 1)
  switch (random.drawBelow(7)) {
    case 0:
      return before + after
    case 1:
      return before + random.pick(ODD_TEXTS) + piece + after
    case 2:
      return before + random.pick(ODD_TEXTS).repeat(random.drawFew(40)) + after
    case 3:
      return before + piece.repeat(2 + random.drawFew(60)) + after
    case 4:
      return before + other.slice(from, from + random.drawFew(200)) + piece + after
    case 5:
      return before
    default:
      return before + String.fromCharCode(random.drawBelow(0x250)) + after
  }
}

/** Bytes with one to four changes. */
export function mutateBytes(bytes: Uint8Array, random: Random): Buffer {
  let result = Buffer.from(bytes)
  for (let left = 1 + random.drawFew(3); left > 0; left--) {
    const at = random.drawBelow(result.length)
    const length = 1 + random.drawFew(4000)
    switch (random.drawBelow(6)) {
      case 0:
      case 1:
        result[at] = (result[at] ?? 0) ^ (1 << random.drawBelow(8))
        break
      case 2:
        result.fill(random.pick([0, 0xff, 0xa5, 0x20]), at, Math.min(result.length, at + length))
        break
      case 3:
        result = result.subarray(0, at)
        break
      case 4:
        result.copy(
          result,
          at,
          random.drawBelow(result.length),
          Math.min(result.length, random.drawBelow(result.length) + length),
        )
        break
      default:
        result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)])
    }
  }
  return result
}

/** A JSON value in which one to three places are another value, absent, doubled or changed. */
export function mutateValue(value: unknown, random: Random): unknown {
  const copy = { root: structuredClone(value) }
  for (let left = 1 + random.drawFew(2); left > 0; left--) {
    const places = listPlaces(copy)
    const { owner, key } = random.pick(places)
    const old = owner[key]
    const fresh = random.drawChance(0.5) ? structuredClone(random.pick(ODD_VALUES)) : changeValue(old, random)
    if (Array.isArray(owner) && random.drawChance(0.2)) owner.splice(Number(key), random.drawBelow(2), fresh)
    else if (random.drawChance(0.1) && owner !== copy) delete owner[key]
    else owner[key] = fresh
  }
  return copy.root
}

interface Place {
  readonly owner: Record<string, unknown>
  readonly key: string
}

function listPlaces(copy: { root: unknown }): Place[] {
  const places: Place[] = []
  const visit = (owner: object): void => {
    for (const [key, child] of Object.entries(owner)) {
      places.push({ owner: owner as Record<string, unknown>, key })
      if (typeof child === 'object' && child !== null && places.length < 10_000) visit(child)
    }
  }
  visit(copy)
  return places
}

function changeValue(old: unknown, random: Random): unknown {
  if (typeof old === 'string') return mutateText(old, random)
  if (typeof old === 'number') return old + random.pick([1, -1, 0.1, 1e6, -1e6, 1e12, Number.MAX_SAFE_INTEGER])
  if (Array.isArray(old)) return [...old, ...old].slice(0, 10_000)
  return [old]
}
