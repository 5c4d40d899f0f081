// From the bytes of an answer to text. Pages of the site are UTF-8; some old stubs and error pages say otherwise.

import { gunzipSync } from 'node:zlib'

const UTF8 = new TextDecoder()
/** Where a document says its charset, if it does. */
const HEAD_BYTES = 1024
/** As much as an answer may have. */
const MAX_BYTES = 20 * 1024 * 1024

/**
 * Decodes by the byte order mark, by the charset that `contentType` names, or by the one that the document names
 * itself; UTF-8 when none does or it is not known. A file that is stored packed is unpacked.
 */
export function decodeBody(body: Uint8Array, contentType: string): string {
  const bytes = unpackBody(body)
  const charset = findMark(bytes) ?? findCharset(contentType) ?? readCharset(bytes)
  if (charset === undefined || /^utf-?8$/i.test(charset)) return UTF8.decode(bytes)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return UTF8.decode(bytes)
  }
}

const OTHER_STARTS = ['%PDF-', 'PK\u0003\u0004', '\u0089PNG', 'GIF8', '\u00ff\u00d8\u00ff']

/** False for what is no page whatever it holds: a PDF, an image, an archive. Without a type its first bytes say so. */
export function canBePage(body: Uint8Array, contentType: string): boolean {
  const start = decodeLatin1(body, 8)
  return /html|^\s*$/i.test(contentType) && !OTHER_STARTS.some((other) => start.startsWith(other))
}

function unpackBody(body: Uint8Array): Uint8Array {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body
  try {
    return gunzipSync(body, { maxOutputLength: MAX_BYTES })
  } catch {
    return body
  }
}

function findMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

function findCharset(text: string): string | undefined {
  return /charset\s*=\s*["']?([\w-]+)/i.exec(text)?.[1]
}

// `<meta charset="…">`, `<meta http-equiv="Content-Type" content="text/html; charset=…">`, `<?xml encoding="…"?>`. What
// could be read as one byte a character is not UTF-16, whatever it says.
function readCharset(bytes: Uint8Array): string | undefined {
  const head = decodeLatin1(bytes, HEAD_BYTES)
  const meta = /<meta\s[^>]*charset[^>]*>/i.exec(head)?.[0]
  const charset = meta === undefined ? /^<\?xml\s[^>]*encoding\s*=\s*["']([\w-]+)/.exec(head)?.[1] : findCharset(meta)
  return charset === undefined || /^utf-?16/i.test(charset) ? undefined : charset
}

function decodeLatin1(bytes: Uint8Array, count: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, count)).toString('latin1')
}
