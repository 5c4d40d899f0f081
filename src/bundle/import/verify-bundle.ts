// Verifying a bundle: everything that an import would refuse is found here, without an index. The signature is checked
// when the file is opened: format/bundle-file.ts.

import type { KeyObject } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { counted } from '../../core/text/counted.ts'
import { createBreather } from '../format/breather.ts'
import { type BundleFile, openBundle } from '../format/bundle-file.ts'
import { eachRecord } from '../format/each-record.ts'
import { badBundle, type GuideEntry, listParts, type Manifest } from '../format/manifest.ts'
import {
  isSameContent,
  type PageState,
  parseChange,
  parsePage,
  parseState,
  parseTocLine,
  stateOfRecord,
} from '../format/records.ts'
import { keyId } from '../format/signature.ts'
import { verifyImages } from '../format/verify-images.ts'

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
    return bundleReport(bundle, options.trust !== undefined)
  } finally {
    bundle.close()
  }
}

export function bundleReport(bundle: BundleFile, trusted: boolean): BundleReport {
  const { file, size, manifest, manifestSha256, signer } = bundle
  return {
    file,
    size,
    rawBytes: sumRawBytes(manifest),
    manifest,
    manifestSha256,
    signer: signer && keyId(signer),
    trusted,
  }
}

/** Bytes of all parts once they are unpacked. */
export function sumRawBytes(manifest: Manifest): number {
  return listParts(manifest).reduce((sum, part) => sum + part.rawSize, 0)
}

/** Checks every part of an open bundle. */
export async function verifyParts(bundle: BundleFile, options: VerifyOptions): Promise<void> {
  const { guides } = bundle.manifest
  let records = 0
  for (const [index, guide] of guides.entries()) {
    await setImmediate()
    options.signal?.throwIfAborted()
    records += await verifyGuide(bundle, guide, options.signal)
    options.onProgress?.(index + 1, guides.length, guide)
  }
  if (records !== bundle.manifest.records)
    throw badBundle(`it holds ${counted(records, 'page')} and says ${bundle.manifest.records}`)
  for (const status of ['live', 'untranslated', 'gone'] as const) {
    const sum = guides.reduce((total, guide) => total + guide.pages[status], 0)
    if (sum !== bundle.manifest.pages[status]) throw badBundle(`the numbers of its ${status} pages do not add up`)
  }
}

async function verifyGuide(bundle: BundleFile, guide: GuideEntry, signal: AbortSignal | undefined): Promise<number> {
  const { about, state, pages } = guide.parts
  const breathe = createBreather(signal)
  for (const _ of eachRecord(bundle, about, (line, at) => (at === 0 ? parseTocLine(line) : parseChange(line, guide)))) {
    await breathe()
  }
  const states = new Map<string, PageState>()
  const counts = { live: 0, untranslated: 0, gone: 0 }
  for (const line of eachRecord(bundle, state, (line) => parseState(line, guide))) {
    if (states.has(line[0])) throw badBundle(`${state.name} lists ${line[0]} twice`)
    states.set(line[0], line)
    counts[line[1]] += 1
    await breathe()
  }
  const isCounted = counts.live === guide.pages.live && counts.untranslated === guide.pages.untranslated
  if (!isCounted || counts.gone !== guide.pages.gone) {
    throw badBundle(`${state.name} does not list the pages that the manifest counts`)
  }
  const seen = new Set<string>()
  for (const part of pages) {
    await setImmediate()
    signal?.throwIfAborted()
    for (const page of eachRecord(bundle, part, (line) => parsePage(line, guide))) {
      await breathe()
      const listed = states.get(page.path)
      if (!listed || !isSameContent(listed, stateOfRecord(page)))
        throw badBundle(`${page.path} is not as ${state.name} lists it`)
      if (seen.has(page.path)) throw badBundle(`${page.path} is there twice`)
      seen.add(page.path)
    }
  }
  if (bundle.manifest.kind === 'full' && seen.size !== states.size) {
    throw badBundle(`${guide.base} misses ${states.size - seen.size} of its pages`)
  }
  await verifyImages(bundle, guide, breathe)
  return seen.size
}
