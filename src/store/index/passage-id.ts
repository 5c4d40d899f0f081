// How ids are laid out, so that the locale, the guide and the page of a passage follow from its id, and "only this
// guide" or "only this locale" is a range of ids: FTS5 walks its doclists in rowid order and skips what lies outside a
// range. A filter thus makes a query cheaper, never dearer.
//   guide id   = locale index * 2^16 + slot
//   page id    = guide id * 2^16 + running number
//   passage id = page id * 2^12 + running number
// The largest is below 2^49, well inside the integers that a JavaScript number holds exactly.

import { LOCALES, type Locale } from '../../core/model/locale.ts'

const GUIDES_PER_LOCALE = 2 ** 16
const PAGES_PER_GUIDE = 2 ** 16
export const PASSAGES_PER_PAGE = 2 ** 12

/** Inclusive on both ends. */
export interface IdRange {
  readonly from: number
  readonly to: number
}

export function listGuideIds(locale: Locale): IdRange {
  const from = LOCALES.indexOf(locale) * GUIDES_PER_LOCALE
  return { from: from + 1, to: from + GUIDES_PER_LOCALE - 1 }
}

export function getPageIdRange(guideId: number): IdRange {
  return { from: guideId * PAGES_PER_GUIDE, to: (guideId + 1) * PAGES_PER_GUIDE - 1 }
}

export function getPassageIdRange(pageId: number): IdRange {
  return { from: pageId * PASSAGES_PER_PAGE, to: (pageId + 1) * PASSAGES_PER_PAGE - 1 }
}

export function getGuidePassageIds(guideId: number): IdRange {
  const { from, to } = getPageIdRange(guideId)
  return { from: getPassageIdRange(from).from, to: getPassageIdRange(to).to }
}

export function getLocalePassageIds(locale: Locale): IdRange {
  const { from, to } = listGuideIds(locale)
  return { from: getGuidePassageIds(from).from, to: getGuidePassageIds(to).to }
}

export function toPageId(passageId: number): number {
  return Math.floor(passageId / PASSAGES_PER_PAGE)
}

export function toGuideId(pageId: number): number {
  return Math.floor(pageId / PAGES_PER_GUIDE)
}
