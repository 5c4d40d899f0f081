// How a part is packed.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { openPartFolder } from '../../src/bundle/export/part-folder.ts'
import { makeTemporaryFolder } from './synthetic-index.ts'

it('a part gets no larger window than it fills, which is what packing a small one would take', async () => {
  const parts = await openPartFolder(join(makeTemporaryFolder(), 'a.bundle'))
  const pack = async (lines: string[]) => {
    const { file } = await parts.store('a', lines, () => lines)
    const packed = readFileSync(file)
    expect(brotliDecompressSync(packed).toString()).toBe(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    return packed
  }
  const lines = Array.from({ length: 5000 }, (_, n) => `line ${n} of a part`)
  // RFC 7932, section 9.1: how a stream begins says its window. One bit of nothing stands for 64 KB, four of one for
  // 16 MB.
  expect((await pack(lines.slice(0, 2000)))[0]).toSatisfy((byte: number) => byte % 2 === 0)
  expect((await pack(lines))[0]).toSatisfy((byte: number) => byte % 16 === 15)
})
