// A question that is the address of a page. Pure.

import { type DocUrl, formatDocUrl, parseDocUrl } from './doc-url.ts'

const OF_SITE = /^(?:https?:\/\/)?docs\.(?:aws\.amazon\.com|amazonaws\.(?:com|cn))\/\S+$/i

/** The page whose address was typed where a question is expected, with or without its scheme. */
export function readTypedAddress(text: string): DocUrl | undefined {
  const typed = text.trim()
  return OF_SITE.test(typed) ? parseDocUrl(typed) : undefined
}

/** The same as the address that a page is read by. */
export function findTypedAddress(text: string): string | undefined {
  const url = readTypedAddress(text)
  return url && formatDocUrl(url.path, url.anchor)
}
