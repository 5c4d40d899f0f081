// /image/PATH: an image of a page, from this server alone. One that is not kept is asked for live only where an indexed
// page shows it: this is no way to anything else on the site. Whoever opens an SVG by its address gets a picture and no
// document: no script, no style of ours, no origin.

import type { ImageType } from '../../core/model/image.ts'
import { listImagePaths } from '../../core/text/image-links.ts'
import type { PageRequest } from '../../server/routes/page-route.ts'
import { makeTextReply, type Reply } from '../../server/routes/reply.ts'
import type { WebSource } from './web-source.ts'

/** What the web page needs of images; the application satisfies it by shape. */
export interface WebImages {
  /** Only what is kept can be had. */
  readonly isOffline: boolean
  findKept(): Promise<{ find(path: string): KeptImageView | undefined }>
  read(path: string, signal?: AbortSignal): Promise<WebImageReading>
}

export interface KeptImageView {
  /** Names the content. */
  readonly hash: string
  readonly width: number | undefined
  readonly height: number | undefined
}

type WebImageReading =
  | {
      readonly kind: 'image'
      readonly source: 'kept' | 'live'
      readonly image: { readonly hash: string; readonly type: ImageType; readonly bytes: Uint8Array }
    }
  | { readonly kind: 'none'; readonly reason: string }

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
const PREFIX = '/image'
const SHOWN_HASH = 16

/** Where an image is on this server: pinned to what is kept, or to be asked for on behalf of a page. */
export function makeImageLink(path: string, kept: KeptImageView | undefined, page: string): string {
  const params = kept ? { v: kept.hash.slice(0, SHOWN_HASH) } : { page }
  return `${PREFIX}${path}?${new URLSearchParams(params)}`
}

export async function answerImage(
  images: WebImages,
  open: () => Promise<WebSource>,
  { url, signal }: PageRequest,
): Promise<Reply> {
  const path = url.pathname.slice(PREFIX.length)
  const isKept = (await images.findKept()).find(path) !== undefined
  if (!isKept) {
    if (images.isOffline) return makeNotHereReply('it is not kept here, and this is offline mode')
    const page = (await open()).viewPage(url.searchParams.get('page') ?? '')
    if (!page || !listImagePaths(page.markdown).includes(path)) return makeNotHereReply('no indexed page shows it')
  }
  const reading = await images.read(path, signal)
  if (reading.kind === 'none') return makeNotHereReply(reading.reason)
  const { hash, type, bytes } = reading.image
  const isPinned = url.searchParams.get('v') === hash.slice(0, SHOWN_HASH)
  const headers = {
    'Content-Type': type,
    'Content-Security-Policy': POLICY,
    ETag: `"${hash.slice(0, 24)}"`,
    'Cache-Control': isPinned
      ? 'private, max-age=31536000, immutable'
      : reading.source === 'kept'
        ? 'private, no-cache'
        : 'private, max-age=3600',
  }
  return { status: 200, headers, body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
}

function makeNotHereReply(reason: string): Reply {
  return makeTextReply(`No image: ${reason}.\n`, 404)
}
