// Ways to spoil a bundle: what disks, lines and ill will do to bytes. The same seed gives the same mutations.

import { createHash } from 'node:crypto'

export interface Mutation {
  readonly what: string
  readonly bytes: Buffer
}

export function hashBytes(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** `count` spoilt copies of `good`, no two of the same kind in a row. */
export function* iterateMutations(good: Buffer, count: number, seed: number): Generator<Mutation> {
  const random = makeGenerator(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const kinds: readonly (() => Mutation)[] = [
    () => {
      const [at, bit] = [below(good.length), below(8)]
      return {
        what: `bit ${bit} of byte ${at} flipped`,
        bytes: edit(good, (bytes) => (bytes[at] = (bytes[at] ?? 0) ^ (1 << bit))),
      }
    },
    () => {
      const at = below(good.length)
      const length = Math.min(1 + below(64), good.length - at)
      const what = `${length} bytes at ${at} overwritten`
      return { what, bytes: edit(good, (bytes) => bytes.fill(0xa5, at, at + length)) }
    },
    () => {
      const length = below(good.length)
      return { what: `cut off after ${length} bytes`, bytes: Buffer.from(good.subarray(0, length)) }
    },
    () => {
      const [at, length] = [below(good.length - 1), 1 + below(600)]
      const bytes = Buffer.concat([good.subarray(0, at), good.subarray(at + length)])
      return { what: `${length} bytes at ${at} taken out`, bytes }
    },
    () => {
      const [at, length] = [below(good.length), 1 + below(600)]
      const bytes = Buffer.concat([good.subarray(0, at), Buffer.alloc(length, below(256)), good.subarray(at)])
      return { what: `${length} bytes put in at ${at}`, bytes }
    },
    () => {
      const { at, name } = pick(listMembers(good), below)
      const to = pick(
        ['../../../etc/cron.d/x', '/etc/passwd', 'guides/00009/about.jsonl.br', `${name}x`, 'C:\\x', ''],
        below,
      )
      return { what: `${name} renamed to ${JSON.stringify(to)}`, bytes: edit(good, (bytes) => rename(bytes, at, to)) }
    },
    () => {
      const { at, end, name } = pick(listMembers(good), below)
      return { what: `${name} left out`, bytes: Buffer.concat([good.subarray(0, at), good.subarray(end)]) }
    },
    () => {
      const { at, end, name } = pick(listMembers(good), below)
      const bytes = Buffer.concat([good.subarray(0, end), good.subarray(at, end), good.subarray(end)])
      return { what: `${name} doubled`, bytes }
    },
    () => {
      const members = listMembers(good)
      const first = below(members.length - 1)
      const [a, b] = [members[first], members[first + 1]]
      if (!a || !b) throw new Error('a bundle has more than one member')
      const bytes = Buffer.concat([
        good.subarray(0, a.at),
        good.subarray(b.at, b.end),
        good.subarray(a.at, a.end),
        good.subarray(b.end),
      ])
      return { what: `${a.name} and ${b.name} swapped`, bytes }
    },
    () => {
      const length = 1 + below(5000)
      return { what: `${length} bytes appended`, bytes: Buffer.concat([good, Buffer.alloc(length, below(2))]) }
    },
  ]
  for (let n = 0; n < count; ) {
    const made = kinds[n % kinds.length]?.()
    // Overwriting a byte with itself spoils nothing.
    if (!made || made.bytes.equals(good)) continue
    n += 1
    yield made
  }
}

interface Member {
  readonly name: string
  readonly at: number
  readonly end: number
}

function listMembers(bytes: Buffer): Member[] {
  const members: Member[] = []
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(bytes.toString('latin1', at + 124, at + 135), 8)
    const end = at + 512 + Math.ceil(size / 512) * 512
    members.push({ name: bytes.toString('latin1', at, bytes.indexOf(0, at)), at, end })
    at = end
  }
  return members
}

// With the header's checksum put right, as somebody who means it would.
function rename(bytes: Buffer, at: number, name: string): void {
  bytes.fill(0, at, at + 100)
  bytes.write(name, at, 'latin1')
  bytes.write(' '.repeat(8), at + 148, 'latin1')
  const sum = bytes.subarray(at, at + 512).reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, at + 148, 'latin1')
}

function edit(good: Buffer, edit: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(good)
  edit(bytes)
  return bytes
}

function pick<T>(from: readonly T[], below: (limit: number) => number): T {
  const chosen = from[below(from.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

// mulberry32
function makeGenerator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
