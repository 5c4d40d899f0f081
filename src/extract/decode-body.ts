// From the bytes of an answer to text. Pages of the site are UTF-8; some old stubs and error pages say otherwise.

const UTF8 = new TextDecoder()

/** Decodes by the charset that `contentType` names, UTF-8 when it names none or one that is not known. */
export function decodeBody(body: Uint8Array, contentType: string): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1]
  if (charset === undefined || /^utf-?8$/i.test(charset)) return UTF8.decode(body)
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    return UTF8.decode(body)
  }
}
