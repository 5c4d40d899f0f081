// Images of pages: where one may come from, what kinds there are, and how much of them is kept. Pure.

import { parseUrl } from '../text/parse-url.ts'
import { findSite, findSiteByHost } from './partition.ts'

export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml'] as const

export type ImageType = (typeof IMAGE_TYPES)[number]

/** An image whose bytes are what they claim to be. */
export interface CheckedImage {
  readonly type: ImageType
  /** In pixels; undefined for an SVG, which has any size. */
  readonly width: number | undefined
  readonly height: number | undefined
  readonly bytes: Uint8Array
}

/** Of one image. Screenshots have some hundred kilobytes, animations a few megabytes. */
export const MAX_IMAGE_BYTES = 4 * 1024 * 1024
/** A small file may unpack to gigabytes in whoever draws it. */
export const MAX_IMAGE_PIXELS = 50_000_000
export const MAX_IMAGES_OF_PAGE = 100
export const MAX_IMAGE_BYTES_OF_PAGE = 24 * 1024 * 1024
/** Of all images of an index together, each counted once. */
export const MAX_IMAGE_BYTES_IN_ALL = 4 * 1024 * 1024 * 1024
export const MAX_IMAGE_PATH = 1_000

const BY_SUFFIX: Readonly<Record<string, ImageType>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
}

/**
 * What names an image in the index: its path on the site, of the China site with `/aws-cn` in front. Undefined for an
 * address on any other host, and for one that is not that of an image.
 */
export function getImagePath(address: string): string | undefined {
  const url = parseUrl(address)
  if (!url) return undefined
  const { protocol, hostname, port, username, password, pathname } = url
  const site = findSiteByHost(hostname)
  if (!site || !/^https?:$/.test(protocol) || port + username + password !== '') return undefined
  const path = site.folder + pathname
  return findSite(path) === site && isImagePath(path) ? path : undefined
}

/** Whether a path, from wherever it comes, is one that getImagePath gives. */
export function isImagePath(path: string): boolean {
  if (path.length > MAX_IMAGE_PATH || findTypeByName(path) === undefined || !path.startsWith('/')) return false
  const url = getImageUrl(path)
  return parseUrl(url)?.href === url && !/[?#]|\/\//.test(path)
}

/** Where the image of that path is on the site. */
export function getImageUrl(path: string): string {
  const { folder, origin } = findSite(path)
  return origin + path.slice(folder.length)
}

export function findTypeByName(path: string): ImageType | undefined {
  return BY_SUFFIX[/\.([a-z]{3,4})$/i.exec(path)?.[1]?.toLowerCase() ?? '']
}

/** The type that a header or a file's name claims; undefined for none that is kept. */
export function readClaimedType(contentType: string, path: string): ImageType | undefined {
  const [named = ''] = contentType.toLowerCase().split(';')
  const type = named.trim() === 'image/jpg' ? 'image/jpeg' : named.trim()
  // Stores of files that were never told what they hold say this.
  if (type === '' || type === 'application/octet-stream' || type === 'binary/octet-stream') return findTypeByName(path)
  return IMAGE_TYPES.find((known) => known === type)
}
