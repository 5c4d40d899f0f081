// An import reads each part once: its bytes from the disk, its hash, its unpacking and the parsing of its lines.

import crypto from 'node:crypto'
import fs, { readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import zlib from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { openBundle } from '../../src/bundle/format/bundle-file.ts'
import { listParts } from '../../src/bundle/format/manifest.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { verifyBundle } from '../../src/bundle/import/verify-bundle.ts'
import { unpackBytes } from './forge-bundle.ts'
import { importDeps } from './import-setup.ts'
import { crawlGuide, LAMBDA, makeIndex, makeTemporaryFolder, QUEUE, readIndex } from './synthetic-index.ts'

/** How often each part was read, hashed and unpacked, and each of its lines parsed. */
interface Counts {
  readonly read: number[]
  readonly hashed: number[]
  readonly unpacked: number[]
  readonly parsed: number[]
}

async function countWork(file: string, work: () => Promise<unknown>): Promise<Counts> {
  const bytes = readFileSync(file)
  const parts = [...unpackBytes(bytes).parts.values()]
  const starts = parts.map((part) => bytes.indexOf(part))
  const lines = parts.map((part) => zlib.brotliDecompressSync(part).toString().trimEnd().split('\n'))
  const firstLines = lines.map(([line = '']) => line)
  const counts = { read: [0], hashed: [0], unpacked: [0], parsed: [0] }
  for (const list of Object.values(counts)) list.splice(0, 1, ...parts.map(() => 0))
  const count = (list: number[], index: number) => {
    if (index >= 0) list[index] = (list[index] ?? 0) + 1
  }
  const indexOf = (data: unknown) => (Buffer.isBuffer(data) ? parts.findIndex((part) => part.equals(data)) : -1)
  const { readSync } = fs
  const { brotliDecompressSync } = zlib
  const { update } = crypto.Hash.prototype
  const { parse } = JSON
  const restore = () => {
    Object.assign(fs, { readSync })
    Object.assign(zlib, { brotliDecompressSync })
    Object.assign(crypto.Hash.prototype, { update })
    Object.assign(JSON, { parse })
    syncBuiltinESMExports()
  }
  onTestFinished(restore)
  Object.assign(fs, {
    readSync: (...args: [number, Buffer, number, number, number]) => {
      const [, , , length, at] = args
      count(
        counts.read,
        starts.findIndex((start, n) => at <= start && start < at + length && length >= (parts[n]?.length ?? 0)),
      )
      return readSync(...args)
    },
  })
  Object.assign(zlib, {
    brotliDecompressSync: (...args: Parameters<typeof brotliDecompressSync>) => {
      count(counts.unpacked, indexOf(args[0]))
      return brotliDecompressSync(...args)
    },
  })
  Object.assign(crypto.Hash.prototype, {
    update(this: crypto.Hash, ...args: Parameters<typeof update>) {
      count(counts.hashed, indexOf(args[0]))
      return update.apply(this, args)
    },
  })
  Object.assign(JSON, {
    parse: (...args: Parameters<typeof parse>) => {
      count(counts.parsed, firstLines.indexOf(args[0]))
      return parse(...args)
    },
  })
  syncBuiltinESMExports()
  await work()
  restore()
  return counts
}

it('reads, hashes, unpacks and parses each part exactly once, as verifying does', async () => {
  const folder = makeTemporaryFolder()
  const from = await makeIndex(join(folder, 'from.db'), (db) => {
    crawlGuide(db, LAMBDA, 40)
    crawlGuide(db, QUEUE, 7)
  })
  const file = join(folder, 'a.bundle')
  await readIndex(from, (db) => exportBundle(db, { file }))
  const bundle = openBundle(file)
  const once = listParts(bundle.manifest).map(() => 1)
  bundle.close()
  expect(once).toHaveLength(6)
  const all = { read: once, hashed: once, unpacked: once, parsed: once }
  const to = importDeps(folder, join(folder, 'to.db'))
  expect(await countWork(file, () => importBundle(to, { source: file }))).toEqual(all)
  expect(await countWork(file, () => importBundle(to, { source: file }))).toEqual(all)
  expect(await countWork(file, () => verifyBundle(file))).toEqual(all)
})
