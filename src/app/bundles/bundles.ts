// Bundles, put together: the index to read or to write, keys by the names of their files, the download, and what search
// learns from an import.

import type { ExportReport, ExportRequest } from '../../bundle/export/export-bundle.ts'
import type { ImportReport, ImportRequest } from '../../bundle/import/import-bundle.ts'
import type { BundleReport, VerifyOptions } from '../../bundle/import/verify-bundle.ts'
import type { GuideImages } from '../../store/images/image-reader.ts'
import { getImageFile } from '../../store/images/image-schema.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { createIndexWriter, type WriterSettings } from '../index/index-writer.ts'

export interface BundleExport extends Omit<ExportRequest, 'sign' | 'images'> {
  /** Carry the images that are kept. Default true. */
  readonly images?: boolean
  /** File of the private key to sign with. */
  readonly sign?: string | undefined
}

export interface BundleImport extends Omit<ImportRequest, 'trust' | 'afterImport'> {
  /** File of the public key whose signature is required. */
  readonly trust?: string | undefined
}

export interface BundleCheck extends Omit<VerifyOptions, 'trust'> {
  readonly file: string
  readonly trust?: string | undefined
}

export async function writeBundle(
  db: SqlDatabase,
  indexFile: string,
  { sign, images: isWithImages = true, ...request }: BundleExport,
): Promise<ExportReport> {
  const [{ exportBundle }, keys] = await Promise.all([
    import('../../bundle/export/export-bundle.ts'),
    import('../../bundle/format/signature.ts'),
  ])
  const key = sign === undefined ? {} : { sign: keys.readPrivateKey(sign) }
  return runWithImages(indexFile, isWithImages, (images) => exportBundle(db, { ...request, ...key, images }))
}

/** Runs `work` with the images of an index, where there are any and they are wanted. */
export async function runWithImages<T>(
  indexFile: string,
  isWanted: boolean,
  work: (images: GuideImages | undefined) => Promise<T>,
): Promise<T> {
  const { openGuideImages } = await import('../../store/images/image-reader.ts')
  const images = isWanted ? await openGuideImages(getImageFile(indexFile)) : undefined
  try {
    return await work(images)
  } finally {
    images?.close()
  }
}

/** Merges a bundle and learns from all pages anew, as a crawl does. */
export async function takeBundle(settings: WriterSettings, { trust, ...request }: BundleImport): Promise<ImportReport> {
  const [{ importBundle }, keys, { learnFromIndex }, writer] = await Promise.all([
    import('../../bundle/import/import-bundle.ts'),
    import('../../bundle/format/signature.ts'),
    import('../../search/learn-from-index.ts'),
    createIndexWriter(settings),
  ])
  return importBundle(writer, {
    ...request,
    afterImport: learnFromIndex,
    ...(trust !== undefined && { trust: keys.readPublicKey(trust) }),
  })
}

export async function checkBundle({ file, trust, ...options }: BundleCheck): Promise<BundleReport> {
  const [{ verifyBundle }, keys] = await Promise.all([
    import('../../bundle/import/verify-bundle.ts'),
    import('../../bundle/format/signature.ts'),
  ])
  return verifyBundle(file, { ...options, ...(trust !== undefined && { trust: keys.readPublicKey(trust) }) })
}

export async function makeKeyPair(file: string): Promise<KeyFiles> {
  const { writeKeyPair } = await import('../../bundle/format/signature.ts')
  return writeKeyPair(file)
}

export interface KeyFiles {
  readonly privateFile: string
  readonly publicFile: string
  readonly id: string
}
