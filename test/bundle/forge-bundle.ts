// Bundles as somebody makes them who means harm: other lines in a good one's parts, with every size, hash and count put
// right.

import { readFileSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { computePadding, makeArchiveHeader, TRAILER } from '../../src/bundle/format/archive.ts'
import { formatManifest, type Manifest, type Part } from '../../src/bundle/format/manifest.ts'
import { hashBytes } from './mutate-bundle.ts'

export interface Forgery {
  readonly manifest: Manifest
  /** Packed parts by name. */
  readonly parts: Map<string, Buffer>
}

export function unpackBundle(file: string): Forgery {
  return unpackBytes(readFileSync(file))
}

export function unpackBytes(bytes: Buffer): Forgery {
  const parts = new Map<string, Buffer>()
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const name = bytes.toString('latin1', at, bytes.indexOf(0, at))
    const size = Number.parseInt(bytes.toString('latin1', at + 124, at + 135), 8)
    parts.set(name, bytes.subarray(at + 512, at + 512 + size))
    at += 512 + size + computePadding(size)
  }
  const manifest = JSON.parse(String(parts.get('manifest.json'))) as Manifest
  parts.delete('manifest.json')
  parts.delete('manifest.sha256')
  return { manifest, parts }
}

export function packBundle({ manifest, parts }: Forgery): Buffer {
  const head = formatManifest(manifest)
  const members: [string, Buffer][] = [
    ['manifest.json', head],
    ['manifest.sha256', Buffer.from(`${hashBytes(head)}\n`)],
    ...parts,
  ]
  const bytes = members.flatMap(([name, content]) => [
    makeArchiveHeader(name, content.length),
    content,
    Buffer.alloc(computePadding(content.length)),
  ])
  return Buffer.concat([...bytes, TRAILER])
}

export function readLines({ parts }: Forgery, part: Part): unknown[] {
  const raw = brotliDecompressSync(parts.get(part.name) ?? Buffer.alloc(0)).toString()
  return raw
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

/** Puts these bytes into the part, packed as small as quickly can be. */
export function putRaw(forgery: Forgery, part: Part, raw: Buffer, lines: number): void {
  putPacked(forgery, part, pack(raw), lines)
}

export interface Packed {
  readonly packed: Buffer
  readonly rawSize: number
}

/** For what is put into more than one bundle. */
export function pack(raw: Buffer): Packed {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }
  return { packed: brotliCompressSync(raw, { params }), rawSize: raw.length }
}

export function putPacked({ manifest, parts }: Forgery, part: Part, { packed, rawSize }: Packed, lines: number): void {
  Object.assign(part, { size: packed.length, rawSize, lines, sha256: hashBytes(packed) })
  parts.set(part.name, packed)
  const pages = manifest.guides.flatMap((guide) => guide.parts.pages)
  Object.assign(manifest, { records: pages.reduce((sum, page) => sum + page.lines, 0) })
}

export function putLines(forgery: Forgery, part: Part, lines: readonly unknown[]): void {
  const raw = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  putRaw(forgery, part, raw, lines.length)
}
