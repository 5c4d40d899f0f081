// The images of a text that was read, as image content for models that see. Bounded in number and bytes, since clients
// refuse long answers; what is left out is named with its reason. Alternative texts stand in the Markdown alone: words
// of a page are kept apart from ours.

import type { App } from '../../app.ts'
import { getImagePath, getImageUrl, type ImageType } from '../../core/model/image.ts'
import { type CommandSetting, describeGettingImages } from '../../core/model/printed-commands.ts'
import { listImageLinks } from '../../core/text/image-links.ts'
import { countResultTokens, IMAGE_TOKENS } from '../answer/answer-budget.ts'
import type { ImageContent, ToolResult } from '../answer/tool-result.ts'

export const MOST_IMAGES = 5
/** As base64 a megabyte, more than which some clients do not take. */
const MOST_BYTES = 750_000
/** Looked for at most: each may be a request to the site. */
const MOST_LOOKED_FOR = 20
const MOST_NAMED = 8
/** Marks within a line, of which the words say as much. */
const SMALLEST_SIDE = 33
/** What models see: https://docs.claude.com/en/docs/build-with-claude/vision and its like. */
const SEEN: ReadonlySet<ImageType> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

interface LeftOut {
  readonly address: string
  readonly reason: string
}

/** What is kept free of the text for them. */
export function computeImageTokens(mostTokens: number): number {
  return Math.min(mostTokens / 2, (MOST_IMAGES + 1) * IMAGE_TOKENS)
}

/** `result` with the images that `markdown` shows behind its text, as far as the tokens go. */
export async function addImages(
  app: App,
  result: ToolResult,
  markdown: string,
  { signal, mostTokens }: { readonly signal: AbortSignal; readonly mostTokens: number },
): Promise<ToolResult> {
  const addresses = [...new Set(listImageLinks(markdown).map(({ address }) => address))]
  const { images, leftOut } = await readImages(app, addresses, signal)
  for (let count = Math.min(images.length, MOST_IMAGES); ; count--) {
    const cut = images.slice(count).map(({ address }) => ({ address, reason: 'there is no space for it here' }))
    const shown = images.slice(0, count)
    const parts = shown.flatMap(({ address, content }) => [makeText(`[Image: ${address}]`), content])
    const note = makeText(
      describe({ total: addresses.length, shown: count, setting: app.setting }, [...leftOut, ...cut]),
    )
    const whole = { ...result, content: [...result.content, ...parts, note] }
    if (count === 0 || countResultTokens(whole) <= mostTokens) return whole
  }
}

async function readImages(app: App, addresses: readonly string[], signal: AbortSignal) {
  const looked = addresses.slice(0, MOST_LOOKED_FOR)
  const readings = await Promise.all(
    looked.map(async (address) => {
      const path = getImagePath(address)
      const none = { kind: 'none' as const, reason: 'it is not an image of the documentation site' }
      return { address, reading: path === undefined ? none : await app.documentation.images.read(path, signal) }
    }),
  )
  const images: { address: string; content: ImageContent }[] = []
  const leftOut: LeftOut[] = []
  let bytes = 0
  for (const { address, reading } of readings) {
    if (reading.kind === 'none') leftOut.push({ address, reason: reading.reason })
    else {
      const { image } = reading
      const reason = explainUnfit(image.type, image, bytes + image.bytes.length)
      if (reason !== undefined) leftOut.push({ address, reason })
      else {
        bytes += image.bytes.length
        const data = Buffer.from(image.bytes).toString('base64')
        images.push({
          address: getImageUrl(getImagePath(address) ?? ''),
          content: { type: 'image', data, mimeType: image.type },
        })
      }
    }
  }
  const unseen = addresses.slice(MOST_LOOKED_FOR).map((address) => ({ address, reason: 'it was not looked for' }))
  return { images, leftOut: [...leftOut, ...unseen] }
}

function explainUnfit(
  type: ImageType,
  { width = 0, height = 0 }: { readonly width: number | undefined; readonly height: number | undefined },
  bytes: number,
): string | undefined {
  if (!SEEN.has(type)) return `models do not take ${type}`
  if (Math.max(width, height) < SMALLEST_SIDE) return `a mark of ${width} by ${height} pixels`
  return bytes > MOST_BYTES ? `the images together would have more than ${MOST_BYTES} bytes` : undefined
}

function describe(
  { total, shown, setting }: { readonly total: number; readonly shown: number; readonly setting: CommandSetting },
  leftOut: readonly LeftOut[],
): string {
  if (total === 0) return '[This text shows no images.]'
  const named = leftOut.slice(0, MOST_NAMED).map(({ address, reason }) => `${address.slice(0, 200)} (${reason})`)
  const more = leftOut.length > named.length ? `, and ${leftOut.length - named.length} more` : ''
  const without = named.length === 0 ? '' : ` Left out: ${named.join('; ')}${more}.`
  const isUnkept = leftOut.some(({ reason }) => reason.includes('not kept here'))
  const keep = isUnkept ? ` To have them offline, ${describeGettingImages(setting)}.` : ''
  return `[${shown} of the ${total} images that this text shows.${without}${keep}]`
}

function makeText(content: string) {
  return { type: 'text' as const, text: content }
}
