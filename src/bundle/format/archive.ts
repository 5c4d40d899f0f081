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
export function makeArchiveHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  const put = (offset: number, text: string) => void header.write(text, offset, 'latin1')
  const putOctal = (offset: number, value: number, digits: number) =>
    put(offset, value.toString(8).padStart(digits, '0'))
  put(0, name)
  putOctal(100, 0o644, 7)
  putOctal(108, 0, 7) // owner
  putOctal(116, 0, 7) // group
  putOctal(124, size, 11)
  putOctal(136, 0, 11) // time of modification: none, so that the same content gives the same bytes
  put(148, ' '.repeat(8)) // the checksum is taken with blanks in its place
  put(156, '0') // a regular file
  put(257, 'ustar\u000000')
  putOctal(
    148,
    header.reduce((sum, byte) => sum + byte, 0),
    6,
  )
  header[154] = 0
  return header
}

/** Zero bytes that follow a member's content up to the next block. */
export function computePadding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

/** What a member takes in the archive: header, content, padding. */
export function computeMemberSize(size: number): number {
  return BLOCK + size + computePadding(size)
}

/** Name and size that a header claims; undefined unless it is, byte for byte, the header of that name and size. */
export function readArchiveHeader(header: Buffer): { name: string; size: number } | undefined {
  const name = header.toString('latin1', 0, header.indexOf(0))
  const size = Number.parseInt(header.toString('latin1', 124, 135), 8)
  if (name === '' || name.length > 99 || !Number.isSafeInteger(size) || size < 0) return undefined
  return makeArchiveHeader(name, size).equals(header) ? { name, size } : undefined
}
