// Images made here, of every type that is kept: small, and such that a browser draws them.

import { crc32, deflateSync } from 'node:zlib'
import type { Answer } from '../crawl/crawl-site.ts'

/** Of one colour. */
export function makePng(
  width: number,
  height: number,
  colour: readonly [number, number, number] = [40, 90, 160],
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => colour).flat())])
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    makeChunk('IHDR', header),
    makeChunk('IDAT', rows),
    makeChunk('IEND', Buffer.alloc(0)),
  ])
}

/** The same with bytes behind the pixels that make it as long as asked. */
export function makeLongPng(bytes: number): Buffer {
  const whole = makePng(64, 64)
  const end = whole.subarray(-12)
  const noise = Buffer.alloc(bytes - whole.length - 12, 'x')
  return Buffer.concat([whole.subarray(0, -12), makeChunk('teXt', noise), end])
}

function makeChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

export const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
export const WEBP = Buffer.from(
  'UklGRjAAAABXRUJQVlA4ICQAAABwAQCdASoDAAIAB0CWJaACdAFAAAD+338ZO9L/dDyh2KIQAAA=',
  'base64',
)
export const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAACAAMDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAgP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCYBIv/2Q==',
  'base64',
)

export const SVG = `<?xml version="1.0"?>
<!-- made here --><svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="teal"/></svg>`

/** One that runs a script wherever it is let. */
export const SCRIPTED_SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="document.documentElement.setAttribute('data-ran','1')">
<script>document.documentElement.setAttribute('data-ran','1')</script><rect width="40" height="20" fill="teal"/></svg>`

export function makeImageAnswer(bytes: Uint8Array | string, type = 'image/png', etag = '"1"'): Answer {
  return { headers: { 'content-type': type, etag }, body: bytes }
}
