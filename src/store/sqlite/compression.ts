// Text at rest: brotli, whose built-in dictionary suits short English and HTML-like text, and a checksum behind it,
// since brotli takes many a flipped bit for other text. Quality 5 compresses a page in under a millisecond; higher
// levels gain little on pages of 10 KB.

import { brotliCompressSync, brotliDecompressSync, constants, crc32 } from 'node:zlib'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { quoteWaysBack } from '../../core/model/printed-commands.ts'

// A damaged file must not be able to ask for all the memory there is.
const MAX_TEXT_BYTES = 64 * 1024 * 1024
/** Stands between the text and its checksum; decoders stop before it. */
const MARK = Buffer.from('AWSD')
const SEAL_BYTES = MARK.length + 4

/** Whether `text` can be read back once it is stored. */
export function fitsStore(text: string): boolean {
  return text.length * 3 <= MAX_TEXT_BYTES || Buffer.byteLength(text) <= MAX_TEXT_BYTES
}

/** Throws BAD_INPUT for what could not be read back. */
export function compressText(text: string): Uint8Array {
  if (!fitsStore(text))
    throw new DocsError('BAD_INPUT', `The text has more than the ${MAX_TEXT_BYTES} bytes that can be stored.`)
  const bytes = Buffer.from(text)
  const packed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(packed))
  return Buffer.concat([packed, MARK, checksum])
}

/** Throws DocsError INDEX_DAMAGED when it is not what compressText made. */
export function decompressText(data: Uint8Array): string {
  try {
    if (checkSeal(data) === 'broken') throw new Error('its checksum is another')
    return brotliDecompressSync(data, { maxOutputLength: MAX_TEXT_BYTES }).toString()
  } catch (error) {
    throw new DocsError('INDEX_DAMAGED', `A text in the index is damaged: ${toMessage(error)}.`, {
      hint: (setting) =>
        setting.isOffline
          ? `"aws-docs-offline doctor" names the page; it comes back with ${quoteWaysBack(setting)}.`
          : '"aws-docs-offline doctor" names the page; the next refresh or crawl of its guide asks the site for it ' +
            'again.',
      cause: error,
    })
  }
}

/** Without unpacking. `none`: written before there were checksums. */
export function checkSeal(data: Uint8Array): 'whole' | 'broken' | 'none' {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const end = bytes.length - SEAL_BYTES
  if (end < 0 || !bytes.subarray(end, end + MARK.length).equals(MARK)) return 'none'
  return bytes.readUInt32BE(end + MARK.length) === crc32(bytes.subarray(0, end)) ? 'whole' : 'broken'
}
