// What every page is rendered with: the reader's language and appearance, and the time. Both choices live in cookies, so that they hold without
// JavaScript; the language falls back to Accept-Language.

import type { IncomingMessage } from 'node:http'
import type { AssetLinks } from './assets.ts'
import { UI_LANGUAGES, UI_TEXT, type UiLanguage, type UiText } from './ui-text.ts'

export type Appearance = 'light' | 'dark' | 'auto'

export interface ViewContext {
  readonly language: UiLanguage
  readonly text: UiText
  readonly appearance: Appearance
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Path and query of the page, for links that only change language or appearance. */
  readonly here: string
  readonly assets: AssetLinks
}

export interface Preferences {
  readonly language: UiLanguage
  readonly appearance: Appearance
}

/** Reads both choices from a request. Unknown values count as none. */
export function preferencesOf(request: IncomingMessage): Preferences {
  const cookies = new Map(
    (request.headers.cookie ?? '').split(';').map((pair) => {
      const [name = '', value = ''] = pair.split('=')
      return [name.trim(), value.trim()] as const
    }),
  )
  return {
    language: asLanguage(cookies.get('ui')) ?? acceptedLanguage(request.headers['accept-language'] ?? ''),
    appearance: asAppearance(cookies.get('theme')) ?? 'auto',
  }
}

export function asLanguage(value: string | null | undefined): UiLanguage | undefined {
  return UI_LANGUAGES.find((language) => language === value)
}

export function asAppearance(value: string | null | undefined): Appearance | undefined {
  return value === 'light' || value === 'dark' || value === 'auto' ? value : undefined
}

export function textOf(language: UiLanguage): UiText {
  return UI_TEXT[language]
}

// The listed language with the highest weight that we have.
function acceptedLanguage(header: string): UiLanguage {
  const ranked = header
    .slice(0, 200)
    .split(',')
    .map((part, order) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean)
      return { language: asLanguage(tag.slice(0, 2)), quality: quality === undefined ? 1 : Number(quality), order }
    })
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.order - b.order)
  return ranked[0]?.language ?? 'en'
}
