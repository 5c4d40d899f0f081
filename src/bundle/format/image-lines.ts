// The lines of a guide's images: which address has which, and the images themselves, each content once. Checked before
// anything is done with them.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type CheckedImage, IMAGE_TYPES, isImagePath, MAX_IMAGE_BYTES, MAX_IMAGE_PATH } from '../../core/model/image.ts'
import { checkImage } from '../../core/model/image-header.ts'
import { findPartition } from '../../core/model/partition.ts'
import { LATEST_TIME, MAX_TEXT } from './bundle-limits.ts'
import { makeLineTextSchema } from './line-text.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const path = makeLineTextSchema(MAX_IMAGE_PATH).refine(isImagePath, 'no address of an image')
const validator = makeLineTextSchema(MAX_TEXT).nullable()

/** path, SHA-256 of the image there, when the site last confirmed it, etag, last-modified */
const listedSchema = z.tuple([path, sha256, z.int().min(0).max(LATEST_TIME), validator, validator])
/** SHA-256, type, base64 */
const imageSchema = z.tuple([sha256, z.enum(IMAGE_TYPES), z.string().max(Math.ceil(MAX_IMAGE_BYTES / 3) * 4)])

export type ListedImage = z.infer<typeof listedSchema>
export type ImageLine = z.infer<typeof imageSchema>

/** Throws an Error that says what is wrong with the line. */
export function parseListedImage(line: unknown, guide: { readonly base: string }): ListedImage {
  const listed = parse(listedSchema, line)
  if (findPartition(listed[0]) !== findPartition(guide.base)) throw new Error(`${listed[0]} is on another site`)
  return listed
}

/** The image, which is what the line says. Throws an Error. */
export function parseImage(line: unknown): CheckedImage & { readonly hash: string } {
  const [hash, type, data] = parse(imageSchema, line)
  const bytes = Buffer.from(data, 'base64')
  if (createHash('sha256').update(bytes).digest('hex') !== hash) throw new Error(`${hash} is the hash of other bytes`)
  const checked = checkImage(bytes, type)
  if (checked.kind === 'refused') throw new Error(`${hash}: ${checked.reason}`)
  return { ...checked.image, hash }
}

export function toImageLine({ hash, type, bytes }: CheckedImage & { readonly hash: string }): ImageLine {
  return [hash, type, Buffer.from(bytes).toString('base64')]
}

function parse<T>(schema: z.ZodType<T>, line: unknown): T {
  const parsed = schema.safeParse(line)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'invalid'}`)
}
