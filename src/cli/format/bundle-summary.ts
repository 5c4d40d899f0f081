// What a bundle is, for scripts and for people. Pure.

import type { ImportReport } from '../../bundle/import/import-bundle.ts'
import type { BundleReport } from '../../bundle/import/verify-bundle.ts'
import { formatCount } from '../../core/text/format-count.ts'

/** The report without hashes and names of parts, which are in the file itself. */
export function toBundleData({ file, size, rawBytes, manifest, manifestSha256, signer, trusted }: BundleReport) {
  const { kind, base, locales, pages, records, oldest, newest, guides, licence } = manifest
  return {
    file,
    bytes: size,
    rawBytes,
    sha256: manifestSha256,
    kind,
    base: base?.manifestSha256,
    signer,
    trusted,
    locales,
    pages,
    records,
    oldest,
    newest,
    licence,
    images: countImages(manifest),
    guides: guides.map(({ catalogId, locale, title, pages: counts }) => ({ id: catalogId, locale, title, ...counts })),
  }
}

/** One line. */
export function describeBundle(report: BundleReport): string {
  const { manifest, size, manifestSha256 } = report
  const { kind, base, records, pages, guides, oldest, newest } = manifest
  const what =
    kind === 'full'
      ? `${formatCount(pages.live, 'page')} of ${formatCount(guides.length, 'guide')}`
      : `${formatCount(records, 'page')} that changed since bundle ${base?.manifestSha256.slice(0, 12) ?? '?'} ` +
        `(${formatCount(pages.live, 'page')} of ${formatCount(guides.length, 'guide')} after it)`
  const ages = oldest && newest ? `, confirmed ${formatDay(oldest)} to ${formatDay(newest)}` : ''
  const images = countImages(manifest)
  const pictures = images > 0 ? `, ${formatCount(images, 'image')}` : ''
  const bundle = `bundle ${manifestSha256.slice(0, 12)}, ${describeSignature(report)}`
  return `${what}${pictures}, ${formatMegabytes(size)}${ages}; ${bundle}`
}

export function describeImport({ guides, bundle, images, durationMs }: ImportReport): string {
  const lines = guides.map(({ catalogId, locale, pages, counts }) => {
    const told = Object.entries(counts).filter(([, count]) => count > 0)
    return (
      `${catalogId} ${locale}: ${formatCount(pages, 'page')} in the index; ` +
      `${told.map(([name, count]) => `${count} ${name}`).join(', ') || 'nothing new'}`
    )
  })
  if (images.merged + images.leftOut > 0 || images.reason !== undefined) {
    lines.push(describeImages(images))
  }
  return [...lines, `Imported ${describeBundle(bundle)}; ${(durationMs / 1000).toFixed(1)} s.`].join('\n')
}

export function describeImages({ merged, leftOut, reason }: ImportReport['images']): string {
  return `images: ${merged} kept${reason === undefined ? '' : `, ${leftOut} left out (${reason.replace(/\.$/, '')})`}`
}

// Addresses; a content that several have is in it once.
function countImages({ guides }: BundleReport['manifest']): number {
  return guides.reduce((sum, { parts }) => sum + (parts.images?.list.lines ?? 0), 0)
}

function describeSignature({ signer, trusted }: BundleReport): string {
  if (signer === undefined) return 'not signed'
  return trusted ? `signed by ${signer}, which is trusted` : `signed by ${signer}`
}

function formatDay(date: string): string {
  return date.slice(0, 10)
}

function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 2 : 1)} MB`
}
