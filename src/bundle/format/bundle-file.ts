// Reading a bundle file: its head (manifest, hash, signature), then part after part. Nothing is believed before its
// hash is right, nothing is unpacked beyond the size that the manifest declares, and memory never holds more than one
// part.

import { createHash, type KeyObject } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { brotliDecompressSync, constants } from 'node:zlib'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { explainFileError } from '../../core/platform/explain-file-error.ts'
import {
  BUNDLE_BEGINS,
  computeMemberSize,
  computePadding,
  HEADER_BYTES,
  MANIFEST_NAME,
  readArchiveHeader,
  TRAILER,
} from './archive.ts'
import { chooseLimits, MAX_NESTING } from './bundle-limits.ts'
import { parseCheckedLines } from './checked-json.ts'
import {
  FORMAT_VERSION,
  listParts,
  MAX_MANIFEST_BYTES,
  type Manifest,
  makeBadBundleError,
  type Part,
  parseManifest,
  readClaimedVersion,
} from './manifest.ts'
import { computeKeyId, requireTrusted, verifySignature } from './signature.ts'

export { MANIFEST_NAME }
export const HASH_NAME = 'manifest.sha256'
export const SIGNATURE_NAME = 'manifest.sig'

const MAX_SMALL_MEMBER_BYTES = 4096

export interface BundleFile {
  readonly file: string
  readonly size: number
  readonly manifest: Manifest
  /** Names the bundle: same content, same name. */
  readonly manifestSha256: string
  /** Whose signature the bundle carries; undefined when it is not signed. */
  readonly signer: KeyObject | undefined
  /**
   * The part's lines, parsed as JSON one at a time. Throws DocsError BAD_BUNDLE unless it is what the manifest says.
   */
  readLines(part: Part): Iterable<unknown>
  close(): void
}

/**
 * Opens a bundle and checks its head and its outline: every header, and that the file ends where it must. Parts are
 * checked as they are read. Throws DocsError BAD_BUNDLE, BUNDLE_TOO_NEW or BAD_SIGNATURE; `trust` makes the signature
 * of that key a must.
 */
export function openBundle(file: string, options: { readonly trust?: KeyObject | undefined } = {}): BundleFile {
  const input = openInput(file)
  try {
    const head = readHead(input)
    if (options.trust) requireTrusted(head.signer, options.trust)
    const offsets = readOutline(input, head.manifest, head.end)
    return {
      file,
      size: input.size,
      manifest: head.manifest,
      manifestSha256: head.manifestSha256,
      signer: head.signer,
      readLines: (part) => readPart(input, part, offsets.get(part.name) ?? 0),
      close: () => closeSync(input.fd),
    }
  } catch (error) {
    closeSync(input.fd)
    throw error
  }
}

/** Whether the file begins as a bundle does: enough to tell one from a file that must not be overwritten. */
export function looksLikeBundle(file: string): boolean {
  const input = openInput(file)
  try {
    return checkHeader(input, 0, MANIFEST_NAME).size > 0
  } catch {
    return false
  } finally {
    closeSync(input.fd)
  }
}

interface Input {
  readonly fd: number
  readonly size: number
}

interface Head {
  readonly manifest: Manifest
  readonly manifestSha256: string
  readonly signer: KeyObject | undefined
  readonly end: number
}

function openInput(file: string): Input {
  try {
    if (!statSync(file).isFile()) throw new Error('it is not a regular file')
    const fd = openSync(file, 'r')
    return { fd, size: fstatSync(fd).size }
  } catch (error) {
    throw new DocsError('BAD_INPUT', `The bundle ${file} cannot be read: ${explainFileError(error)}.`, {
      hint: 'Name a file that "export" has written, or an https URL of one.',
      cause: error,
    })
  }
}

// A file of another kind is told apart from a bundle that is cut off or damaged: it does not help to download it again.
function requireBundle(input: Input): void {
  const length = Math.min(BUNDLE_BEGINS.length, input.size)
  if (input.size > 0 && readBytes(input, 0, length).equals(BUNDLE_BEGINS.subarray(0, length))) return
  throw new DocsError('BAD_BUNDLE', `The file is refused: it is ${input.size === 0 ? 'empty' : 'not a bundle'}.`, {
    hint: 'Name a file that "export" has written, or an https URL of one.',
  })
}

function readHead(input: Input): Head {
  requireBundle(input)
  const manifest = readMember(input, 0, MANIFEST_NAME, MAX_MANIFEST_BYTES)
  const version = readClaimedVersion(manifest.content)
  if (version !== undefined && version > FORMAT_VERSION) {
    throw new DocsError(
      'BUNDLE_TOO_NEW',
      `The bundle is refused: it has format ${version}, and this version reads format ${FORMAT_VERSION}.`,
      { hint: 'Update aws-docs-offline, or export the bundle with the version that reads it.' },
    )
  }
  const manifestSha256 = createHash('sha256').update(manifest.content).digest('hex')
  const hash = readMember(input, manifest.end, HASH_NAME, MAX_SMALL_MEMBER_BYTES)
  if (hash.content.toString('latin1') !== `${manifestSha256}\n`)
    throw makeBadBundleError('its manifest does not have the hash it should')
  const parsed = parseManifest(manifest.content)
  if (parsed.signer === null) return { manifest: parsed, manifestSha256, signer: undefined, end: hash.end }
  const signature = readMember(input, hash.end, SIGNATURE_NAME, MAX_SMALL_MEMBER_BYTES)
  const signer = verifySignature(manifest.content, signature.content)
  if (computeKeyId(signer) !== parsed.signer)
    throw makeBadBundleError('its signature is by another key than its manifest says')
  return { manifest: parsed, manifestSha256, signer, end: signature.end }
}

// Where each part's content begins. Checks all that the archive has between contents.
function readOutline(input: Input, manifest: Manifest, start: number): Map<string, number> {
  const parts = listParts(manifest)
  const end = parts.reduce((sum, part) => sum + computeMemberSize(part.size), start) + TRAILER.length
  if (input.size < end) throw makeBadBundleError(`it is cut off: ${input.size} of ${end} bytes are there`)
  if (input.size > end) throw makeBadBundleError(`it goes on after its end: ${input.size} bytes instead of ${end}`)
  const offsets = new Map<string, number>()
  let at = start
  for (const part of parts) {
    const content = checkHeader(input, at, part.name)
    if (content.size !== part.size) throw makeBadBundleError(`${part.name} does not have the size it should`)
    offsets.set(part.name, content.start)
    at += computeMemberSize(part.size)
    requireZeros(input, content.start + part.size, computePadding(part.size))
  }
  requireZeros(input, at, TRAILER.length)
  return offsets
}

function* readPart(input: Input, part: Part, start: number): Generator<unknown> {
  const stored = readBytes(input, start, part.size)
  if (createHash('sha256').update(stored).digest('hex') !== part.sha256) {
    throw makeBadBundleError(`${part.name} does not have the hash it should`)
  }
  try {
    // In one piece and not in many that are joined then, which would hold it twice; a byte more than it should be, so
    // that nothing has to be asked for when it ends. What is not written to takes no memory.
    const chunkSize = Math.max(part.rawSize + 1, constants.Z_MIN_CHUNK)
    const raw = brotliDecompressSync(stored, { maxOutputLength: part.rawSize, chunkSize })
    if (raw.length !== part.rawSize) throw new Error(`${raw.length} bytes instead of ${part.rawSize}`)
    const { lineBytes, values } = chooseLimits(part.name)
    yield* parseCheckedLines(raw, part.lines, { bytes: lineBytes, nesting: MAX_NESTING, values })
  } catch (error) {
    throw makeBadBundleError(`${part.name} does not unpack to what it should be (${toMessage(error)})`, error)
  }
}

function readMember(input: Input, at: number, name: string, maxBytes: number): { content: Buffer; end: number } {
  const { start, size } = checkHeader(input, at, name)
  if (size > maxBytes) throw makeBadBundleError(`${name} is larger than ${maxBytes} bytes`)
  const content = readBytes(input, start, size)
  requireZeros(input, start + size, computePadding(size))
  return { content, end: at + computeMemberSize(size) }
}

function checkHeader(input: Input, at: number, name: string): { start: number; size: number } {
  const header = readArchiveHeader(readBytes(input, at, HEADER_BYTES))
  if (!header) throw makeBadBundleError(`something else stands where ${name} begins`)
  if (header.name !== name) throw makeBadBundleError(`it holds ${JSON.stringify(header.name)} where ${name} belongs`)
  return { start: at + HEADER_BYTES, size: header.size }
}

function requireZeros(input: Input, at: number, length: number): void {
  if (!readBytes(input, at, length).equals(Buffer.alloc(length)))
    throw makeBadBundleError('there is something between its parts')
}

function readBytes({ fd, size }: Input, at: number, length: number): Buffer {
  if (at + length > size) throw makeBadBundleError(`it is cut off at byte ${size}`)
  const buffer = Buffer.allocUnsafe(length)
  let done = 0
  while (done < length) {
    const read = readSync(fd, buffer, done, length - done, at + done)
    if (read === 0) throw makeBadBundleError('it became shorter while it was read')
    done += read
  }
  return buffer
}
