// The outer shape of a bundle: a plain ustar archive whose every byte follows from names and sizes. That strictness is
// why no tar library is used: a library accepts headers, padding and trailers of many forms, here there is exactly one,
// so a flipped bit anywhere in the file is noticed. `tar tf` reads the result all the same.

const BLOCK = 512
/** Two empty blocks end an archive. */
export const TRAILER = Buffer.alloc(2 * BLOCK)
export const HEADER_BYTES = BLOCK
export const MANIFEST_NAME = 'manifest.json'
/** A bundle's first bytes: they tell it from a file of any other kind. */
export const BUNDLE_BEGINS: Uint8Array = Buffer.from(`${MANIFEST_NAME}\0`)

/**
 * The one header that a member of this name and size may have. Names are ASCII of at most 99 bytes, sizes below 8 GiB.
 */
export function archiveHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  const put = (offset: number, text: string) => void header.write(text, offset, 'latin1')
  const octal = (offset: number, value: number, digits: number) => put(offset, value.toString(8).padStart(digits, '0'))
  put(0, name)
  octal(100, 0o644, 7)
  octal(108, 0, 7) // owner
  octal(116, 0, 7) // group
  octal(124, size, 11)
  octal(136, 0, 11) // time of modification: none, so that the same content gives the same bytes
  put(148, ' '.repeat(8)) // the checksum is taken with blanks in its place
  put(156, '0') // a regular file
  put(257, 'ustar\u000000')
  octal(
    148,
    header.reduce((sum, byte) => sum + byte, 0),
    6,
  )
  header[154] = 0
  return header
}

/** Zero bytes that follow a member's content up to the next block. */
export function paddingAfter(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

/** What a member takes in the archive: header, content, padding. */
export function memberBytes(size: number): number {
  return BLOCK + size + paddingAfter(size)
}

/** Name and size that a header claims; undefined unless it is, byte for byte, the header of that name and size. */
export function readArchiveHeader(header: Buffer): { name: string; size: number } | undefined {
  const name = header.toString('latin1', 0, header.indexOf(0))
  const size = Number.parseInt(header.toString('latin1', 124, 135), 8)
  if (name === '' || name.length > 99 || !Number.isSafeInteger(size) || size < 0) return undefined
  return archiveHeader(name, size).equals(header) ? { name, size } : undefined
}
