// Reading and writing a catalog with its signature. The signature is a file of its own whose name follows from the
// catalog's hash, and is there before the catalog is: whoever reads a catalog finds its signature, also while another
// one is being published.

import { createHash, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { DocsError } from '../../core/model/errors.ts'
import { replaceFile } from '../../core/platform/replace-file.ts'
import { type Manifest, writeLicence } from '../format/manifest.ts'
import { computeKeyId, formatSignature, verifySignature } from '../format/signature.ts'
import { CATALOG_NAME, formatCatalog, LICENCE_NAME, type PublishedCatalog, parseCatalog } from './published-catalog.ts'
import type { FileRequest, RepositorySource } from './source.ts'

export interface SignedCatalog {
  readonly catalog: PublishedCatalog
  readonly sha256: string
  /** Id of the key that signed it, which is the trusted one. */
  readonly signer: string
  /** Bytes of catalog and signature. */
  readonly bytes: number
}

/** `catalog.<first 16 digits of its SHA-256>.sig`. */
export function makeSignatureName(sha256: string): string {
  return `catalog.${sha256.slice(0, 16)}.sig`
}

/**
 * The catalog of a source. Nothing of it is believed unless the trusted key has signed it. Throws DocsError UNREACHABLE
 * when there is none, BAD_SIGNATURE, and what parsing throws.
 */
export async function readCatalog(
  source: RepositorySource,
  trust: KeyObject,
  options: FileRequest = {},
): Promise<SignedCatalog> {
  const found = await source.read(CATALOG_NAME, options)
  if (found.kind === 'none') {
    throw new DocsError('UNREACHABLE', `There is no repository at ${source.name}: ${found.reason}.`, {
      hint: `Name the folder or the https address in which ${CATALOG_NAME} is; "publish" makes one.`,
    })
  }
  const sha256 = createHash('sha256').update(found.bytes).digest('hex')
  const signature = await source.read(makeSignatureName(sha256), options)
  const wanted = computeKeyId(trust)
  if (signature.kind === 'none') {
    throw makeRefusedError(
      source,
      `it is not signed, or was changed after that (${signature.reason}), and a signature by ${wanted} is required`,
      'Tell its publisher; nothing was changed here.',
    )
  }
  const signer = findSigner(source, found.bytes, signature.bytes)
  if (!signer.equals(trust)) {
    throw makeRefusedError(
      source,
      `it is signed by ${computeKeyId(signer)}, and a signature by ${wanted} is required`,
      'Check which key you trust (--trust, AWS_DOCS_TRUST); do not trust another one only because it is there.',
    )
  }
  const bytes = found.bytes.length + signature.bytes.length
  return { catalog: parseCatalog(found.bytes, source.name), sha256, signer: wanted, bytes }
}

/** Puts the catalog in the place of the one before, in one step. */
export async function writeCatalog(
  folder: string,
  catalog: Parameters<typeof formatCatalog>[0],
  key: KeyObject,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const bytes = formatCatalog(catalog)
  // What a reader would refuse is not handed out.
  parseCatalog(bytes, folder)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  replaceFile(join(folder, LICENCE_NAME), formatLicence(writeLicence(catalog.guides)))
  replaceFile(join(folder, makeSignatureName(sha256)), formatSignature(bytes, key))
  replaceFile(join(folder, CATALOG_NAME), bytes)
  return { sha256, bytes: bytes.length }
}

function findSigner(source: RepositorySource, catalog: Buffer, signature: Buffer): KeyObject {
  try {
    return verifySignature(catalog, signature)
  } catch (error) {
    if (!(error instanceof DocsError)) throw error
    const reason = error.message.replace(/^The bundle is refused: |\.$/g, '').replace('its manifest', 'it')
    throw makeRefusedError(
      source,
      reason,
      'It was changed after it was signed, or damaged on the way; tell its publisher.',
    )
  }
}

function makeRefusedError(source: RepositorySource, reason: string, hint: string): DocsError {
  return new DocsError('BAD_SIGNATURE', `The catalog of ${source.name} is refused: ${reason}.`, { hint })
}

function formatLicence({ documentation, code, attribution }: Manifest['licence']): string {
  return `The bundles in this folder carry documentation of Amazon Web Services.

Documentation: ${documentation}
Code:          ${code}

${attribution}
`
}
