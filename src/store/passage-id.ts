// How ids are laid out, so that "only this guide" and "only this locale" are ranges of passage ids: FTS5 walks its doclists in
// rowid order and skips what lies outside a range without scoring it. A filter thus makes a query cheaper, never dearer.
//   guide id   = locale index * 2^16 + slot
//   passage id = guide id * 2^24 + running number

import { LOCALES, type Locale } from '../core/locale.ts'

const GUIDES_PER_LOCALE = 2 ** 16
const PASSAGES_PER_GUIDE = 2 ** 24

/** Inclusive on both ends. */
export interface IdRange {
  readonly from: number
  readonly to: number
}

export function guideIdsOf(locale: Locale): IdRange {
  const from = LOCALES.indexOf(locale) * GUIDES_PER_LOCALE
  return { from: from + 1, to: from + GUIDES_PER_LOCALE - 1 }
}

export function passageIdsOfGuide(guideId: number): IdRange {
  return { from: guideId * PASSAGES_PER_GUIDE, to: (guideId + 1) * PASSAGES_PER_GUIDE - 1 }
}

export function passageIdsOfLocale(locale: Locale): IdRange {
  const { from, to } = guideIdsOf(locale)
  return { from: passageIdsOfGuide(from).from, to: passageIdsOfGuide(to).to }
}

export function guideIdOfPassage(passageId: number): number {
  return Math.floor(passageId / PASSAGES_PER_GUIDE)
}
