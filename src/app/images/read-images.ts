// Images as surfaces ask for them: from the file beside the index, and where it has none, from the live site when the
// network is allowed.

import { createHash } from 'node:crypto'
import { type CheckedImage, isImagePath } from '../../core/model/image.ts'
import type { ReadLiveImage } from '../../read/images/live-images.ts'
import { createImageReader, type KeptImage, type KeptImages } from '../../store/images/image-reader.ts'
import { getImageFile } from '../../store/images/image-schema.ts'

export type ImageReading =
  | {
      readonly kind: 'image'
      readonly source: 'kept' | 'live'
      readonly image: CheckedImage & { readonly hash: string }
    }
  | { readonly kind: 'none'; readonly reason: string }

export interface Images {
  /** Only what is kept can be had. */
  readonly isOffline: boolean
  /** What is kept now, for looking many up. */
  findKept(): Promise<Pick<KeptImages, 'find'>>
  /** The image at a path (core/model/image.ts). Never throws for what it is or where it would come from. */
  read(path: string, signal?: AbortSignal): Promise<ImageReading>
  close(): void
}

export type { KeptImage }

export interface ImagesSettings {
  readonly indexFile: string
  readonly isOffline: boolean
  readonly live: ReadLiveImage
}

export function createImages({ indexFile, isOffline, live }: ImagesSettings): Images {
  const reader = createImageReader(getImageFile(indexFile))
  return {
    isOffline,
    findKept: () => reader.loadImages(),
    async read(path, signal) {
      if (!isImagePath(path)) return { kind: 'none', reason: 'this is no address of an image of the documentation' }
      const kept = (await reader.loadImages()).load(path)
      if (kept) return { kind: 'image', source: 'kept', image: kept }
      if (isOffline) return { kind: 'none', reason: 'it is not kept here, and this is offline mode' }
      const found = await live(path, signal)
      if (found.kind === 'none') return { kind: 'none', reason: found.reason }
      const hash = createHash('sha256').update(found.image.bytes).digest('hex')
      return { kind: 'image', source: 'live', image: { ...found.image, hash } }
    },
    close: () => reader.close(),
  }
}
