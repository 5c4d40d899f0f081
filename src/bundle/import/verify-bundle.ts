// Verifying a bundle: everything that an import would refuse is found here, without an index, by the same reading
// (format/read-guide.ts). Signature, outline and counts are checked when the file is opened: format/bundle-file.ts.

import type { KeyObject } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { createBreather } from '../format/breather.ts'
import { type BundleFile, openBundle } from '../format/bundle-file.ts'
import { type GuideEntry, listParts, type Manifest } from '../format/manifest.ts'
import { readAbout, readImages, readPages, readStates } from '../format/read-guide.ts'
import { computeKeyId } from '../format/signature.ts'

export interface BundleReport {
  readonly file: string
  /** Bytes of the file, and of its parts unpacked. */
  readonly size: number
  readonly rawBytes: number
  readonly manifest: Manifest
  readonly manifestSha256: string
  /** Id of the key that signed it; undefined when it is not signed. */
  readonly signer: string | undefined
  /** Whether that key is the one that was asked for. */
  readonly trusted: boolean
}

export interface VerifyOptions {
  /** Refuse unless this key signed the bundle. */
  readonly trust?: KeyObject | undefined
  readonly signal?: AbortSignal | undefined
  /** Called after each guide. */
  readonly onProgress?: ((done: number, total: number, guide: GuideEntry) => void) | undefined
}

/** Reads the whole bundle. Throws DocsError BAD_INPUT, BAD_BUNDLE, BUNDLE_TOO_NEW or BAD_SIGNATURE with the reason. */
export async function verifyBundle(file: string, options: VerifyOptions = {}): Promise<BundleReport> {
  const bundle = openBundle(file, { trust: options.trust })
  try {
    await verifyParts(bundle, options)
    return makeBundleReport(bundle, options.trust !== undefined)
  } finally {
    bundle.close()
  }
}

export function makeBundleReport(bundle: BundleFile, trusted: boolean): BundleReport {
  const { file, size, manifest, manifestSha256, signer } = bundle
  return {
    file,
    size,
    rawBytes: sumRawBytes(manifest),
    manifest,
    manifestSha256,
    signer: signer && computeKeyId(signer),
    trusted,
  }
}

/** Bytes of all parts once they are unpacked. */
export function sumRawBytes(manifest: Manifest): number {
  return listParts(manifest).reduce((sum, part) => sum + part.rawSize, 0)
}

async function verifyParts(bundle: BundleFile, { signal, onProgress }: VerifyOptions): Promise<void> {
  const { guides } = bundle.manifest
  const pace = {
    breathe: createBreather(signal),
    async endPart() {
      await setImmediate()
      signal?.throwIfAborted()
    },
  }
  for (const [index, guide] of guides.entries()) {
    await pace.endPart()
    await readAbout(bundle, guide, pace)
    await readPages(bundle, guide, await readStates(bundle, guide, pace), pace)
    await readImages(bundle, guide, pace)
    onProgress?.(index + 1, guides.length, guide)
  }
}
