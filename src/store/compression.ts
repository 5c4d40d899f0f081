// Page text at rest: brotli, whose built-in dictionary suits short English and HTML-like text. Quality 5 compresses a page in
// under a millisecond; higher levels gain little on pages of 10 KB.

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { DocsError } from '../core/errors.ts'

// A damaged file must not be able to ask for all the memory there is.
const MAX_TEXT_BYTES = 64 * 1024 * 1024

/** Whether `text` can be read back once it is stored. */
export function fitsStore(text: string): boolean {
  return text.length * 3 <= MAX_TEXT_BYTES || Buffer.byteLength(text) <= MAX_TEXT_BYTES
}

/** Throws BAD_INPUT for what could not be read back. */
export function compressText(text: string): Uint8Array {
  if (!fitsStore(text))
    throw new DocsError('BAD_INPUT', `The text has more than the ${MAX_TEXT_BYTES} bytes that can be stored.`)
  const bytes = Buffer.from(text)
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
}

export function decompressText(data: Uint8Array): string {
  return brotliDecompressSync(data, { maxOutputLength: MAX_TEXT_BYTES }).toString()
}
