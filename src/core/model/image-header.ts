// What the first bytes of an image say that it is, and how large it draws. Nothing is decoded: browsers and models do
// that, in processes of their own. Pure.

import type { CheckedImage, ImageType } from './image.ts'
import { MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from './image.ts'

export type ImageCheck =
  | { readonly kind: 'image'; readonly image: CheckedImage }
  | { readonly kind: 'refused'; readonly reason: string }

interface Header {
  readonly type: ImageType
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** Whether the bytes are an image of the type that is claimed. */
export function checkImage(bytes: Uint8Array, claimed: ImageType | undefined): ImageCheck {
  if (claimed === undefined) return { kind: 'refused', reason: 'it is of no type that is kept' }
  if (bytes.length > MAX_IMAGE_BYTES) return { kind: 'refused', reason: `it has more than ${MAX_IMAGE_BYTES} bytes` }
  const found = readHeader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (found?.type !== claimed) {
    return { kind: 'refused', reason: `it says ${claimed} and is ${found?.type ?? 'something else'}` }
  }
  const { type, width, height } = found
  const isSized = width !== undefined && height !== undefined
  if (type !== 'image/svg+xml' && !(isSized && width > 0 && height > 0)) {
    return { kind: 'refused', reason: 'it has no size' }
  }
  if (isSized && width * height > MAX_IMAGE_PIXELS) {
    return { kind: 'refused', reason: `it draws ${width} times ${height} pixels` }
  }
  return { kind: 'image', image: { type, width, height, bytes } }
}

function readHeader(bytes: Buffer): Header | undefined {
  return readPng(bytes) ?? readGif(bytes) ?? readJpeg(bytes) ?? readWebp(bytes) ?? readSvg(bytes)
}

// https://www.w3.org/TR/png-3/#11IHDR
function readPng(bytes: Buffer): Header | undefined {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return undefined
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

function readGif(bytes: Buffer): Header | undefined {
  if (bytes.length < 10 || !/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined
  return { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

// Segments from the start of the image to the frame header, which has the size.
// https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1
function readJpeg(bytes: Buffer): Header | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8 || bytes[2] !== 0xff) return undefined
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
    at += isAlone ? 2 : 2 + Math.max(2, bytes.readUInt16BE(at + 2))
  }
  return { type: 'image/jpeg' }
}

// https://developers.google.com/speed/webp/docs/riff_container
function readWebp(bytes: Buffer): Header | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') {
    return undefined
  }
  const type = 'image/webp'
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    case 'VP8L': {
      const size = bytes.readUInt32LE(21)
      return { type, width: (size & 0x3fff) + 1, height: ((size >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    default:
      return { type }
  }
}

// What may stand in front of the root element. Entities would unpack to anything, and have no use in an image of ours.
const PROLOGUE = /^(?:\s+|<\?[^>]*\?>|<!--(?:(?!-->)[\s\S])*-->|<!DOCTYPE\s[^>[]*>)/i

function readSvg(bytes: Buffer): Header | undefined {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
  for (let found = PROLOGUE.exec(text); found; found = PROLOGUE.exec(text)) text = text.slice(found[0].length)
  return /^<svg[\s>/]/.test(text) ? { type: 'image/svg+xml' } : undefined
}
