// Reading one guide of a bundle, for verifying and importing alike: each part once, in the order in which they stand,
// every record checked by itself and against those before it. What is handed on is good; that all of it is, is known at
// the end only, so that whoever takes it must be able to undo that.

import type { CheckedImage } from '../../core/model/image.ts'
import type { BundleFile } from './bundle-file.ts'
import { type ListedImage, parseImage, parseListedImage } from './image-lines.ts'
import { iterateRecords } from './iterate-records.ts'
import { type GuideEntry, makeBadBundleError } from './manifest.ts'
import {
  type ChangeRecord,
  getRecordState,
  isSameContent,
  type PageRecord,
  type PageState,
  parseChange,
  parsePage,
  parseState,
  parseTocLine,
} from './records.ts'
import { parseSeedFiles, type SeedFiles } from './seed-files.ts'

/** How a long read lets others have a turn. Either throws to stop it. */
export interface Pace {
  /** Called after every record. */
  readonly breathe: () => Promise<void> | undefined
  /** Called after every part of pages or images. */
  readonly endPart: () => Promise<void>
}

export interface GuideAbout {
  /** Null in a delta whose base has the same. */
  readonly toc: ReturnType<typeof parseTocLine>
  readonly seeds: SeedFiles
  readonly changes: readonly ChangeRecord[]
}

export type PageStates = ReadonlyMap<string, PageState>

/** All of these throw DocsError BAD_BUNDLE, naming part and line, at the first thing that is not as it must be. */
export async function readAbout(bundle: BundleFile, guide: GuideEntry, { breathe }: Pace): Promise<GuideAbout> {
  let toc: GuideAbout['toc'] = null
  let seeds: SeedFiles = {}
  const changes: ChangeRecord[] = []
  const lines = iterateRecords(bundle, guide.parts.about, (line, index) => {
    if (index === 0) {
      toc = parseTocLine(line)
      seeds = parseSeedFiles(line)
    } else changes.push(parseChange(line, guide))
  })
  for (const _ of lines) await breathe()
  return { toc, seeds, changes }
}

/** All pages of the guide by path, as many of each status as the manifest counts. */
export async function readStates(bundle: BundleFile, guide: GuideEntry, { breathe }: Pace): Promise<PageStates> {
  const { state } = guide.parts
  const states = new Map<string, PageState>()
  const counts = { live: 0, untranslated: 0, gone: 0 }
  for (const line of iterateRecords(bundle, state, (line) => parseState(line, guide))) {
    if (states.has(line[0])) throw makeBadBundleError(`${state.name} lists ${line[0]} twice`)
    states.set(line[0], line)
    counts[line[1]] += 1
    await breathe()
  }
  const { live, untranslated, gone } = guide.pages
  if (counts.live !== live || counts.untranslated !== untranslated || counts.gone !== gone) {
    throw makeBadBundleError(`${state.name} does not list the pages that the manifest counts`)
  }
  return states
}

/** The pages that the bundle holds: each once and as it is listed, and in a full bundle all of them. Their paths. */
export async function readPages(
  bundle: BundleFile,
  guide: GuideEntry,
  states: PageStates,
  { breathe, endPart }: Pace,
  take: (page: PageRecord) => void = () => {},
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>()
  for (const part of guide.parts.pages) {
    for (const page of iterateRecords(bundle, part, (line) => parsePage(line, guide))) {
      const listed = states.get(page.path)
      if (!listed || !isSameContent(listed, getRecordState(page)))
        throw makeBadBundleError(`${page.path} is not as ${guide.parts.state.name} lists it`)
      if (seen.has(page.path)) throw makeBadBundleError(`${page.path} is there twice`)
      seen.add(page.path)
      take(page)
      await breathe()
    }
    await endPart()
  }
  if (bundle.manifest.kind === 'full' && seen.size !== states.size) {
    throw makeBadBundleError(`${guide.base} misses ${states.size - seen.size} of its pages`)
  }
  return seen
}

export interface ImageTaker {
  list(image: ListedImage): void
  keep(image: CheckedImage & { readonly hash: string }): void
}

/**
 * Every address once, and no content that no address has. One that is listed and not there is missing where it is
 * imported, as any image may be: no page depends on it.
 */
export async function readImages(
  bundle: BundleFile,
  guide: GuideEntry,
  { breathe, endPart }: Pace,
  take?: ImageTaker,
): Promise<void> {
  const { images } = guide.parts
  if (!images) return
  const paths = new Set<string>()
  const hashes = new Set<string>()
  for (const listed of iterateRecords(bundle, images.list, (line) => parseListedImage(line, guide))) {
    const [path, hash] = listed
    if (paths.has(path)) throw makeBadBundleError(`${images.list.name} lists ${path} twice`)
    paths.add(path)
    hashes.add(hash)
    take?.list(listed)
    await breathe()
  }
  const seen = new Set<string>()
  for (const part of images.data) {
    for (const image of iterateRecords(bundle, part, parseImage)) {
      const { hash } = image
      if (!hashes.has(hash) || seen.has(hash))
        throw makeBadBundleError(`${part.name} has an image that no address needs`)
      seen.add(hash)
      take?.keep(image)
      await breathe()
    }
    await endPart()
  }
}
