// Page text at rest: brotli, whose built-in dictionary suits short English and HTML-like text. Quality 5 compresses a page in
// under a millisecond; higher levels gain little on pages of 10 KB.

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

// A damaged file must not be able to ask for all the memory there is.
const MAX_TEXT_BYTES = 64 * 1024 * 1024

export function compressText(text: string): Uint8Array {
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
