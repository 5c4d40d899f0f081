// A response body as bytes: decoded, bounded while it streams (a small answer may unpack to gigabytes), and whole or an error.

import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/** Rejects with BodyTooLarge past `maxBytes` of decoded content, and with the stream's error when the body is cut off. */
export async function readBody(body: Readable, encoding: string | undefined, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  const collect = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length
      if (size > maxBytes) return done(new BodyTooLarge(`the body is larger than ${maxBytes} bytes`))
      chunks.push(chunk)
      done()
    },
  })
  const decoder = decoderFor(encoding)
  if (decoder) await pipeline(body, decoder, collect)
  else await pipeline(body, collect)
  return Buffer.concat(chunks, size)
}

function decoderFor(encoding: string | undefined): Transform | undefined {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    case 'deflate':
      return createInflate()
    default:
      throw new Error(`the content encoding "${encoding}" was not asked for`)
  }
}
