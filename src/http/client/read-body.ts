// A response body as bytes: decoded, bounded while it arrives and while it unpacks (a small answer may unpack to
// gigabytes), and whole or an error.

import type { Readable } from 'node:stream'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/**
 * Rejects with BodyTooLarge past `maxBytes` of decoded content, and with the stream's or the decoder's error when the
 * body is cut off.
 */
export async function readBody(body: Readable, encoding: string | undefined, maxBytes: number): Promise<Uint8Array> {
  const decode = destroyOnFailure(body, () => createDecoder(encoding))
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw makeTooLargeError(maxBytes)
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks, size)
  if (!decode) return bytes
  try {
    // At once and not as a stream: pages are small, and a stream costs several times what the unpacking does.
    return decode(bytes, { maxOutputLength: maxBytes })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? makeTooLargeError(maxBytes) : error
  }
}

// A body that nobody reads would hold its connection, and the client could not be closed.
function destroyOnFailure<T>(body: Readable, work: () => T): T {
  try {
    return work()
  } catch (error) {
    body.on('error', () => {}) // what it says of its end is known already
    body.destroy()
    throw error
  }
}

function makeTooLargeError(maxBytes: number): BodyTooLarge {
  return new BodyTooLarge(`the body is larger than ${maxBytes} bytes`)
}

type Decoder = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array

function createDecoder(encoding: string | undefined): Decoder | undefined {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined
    case 'gzip':
    case 'x-gzip':
      return gunzipSync
    case 'br':
      return brotliDecompressSync
    case 'deflate':
      return inflateSync
    default:
      throw new Error(`the content encoding "${encoding}" was not asked for`)
  }
}
