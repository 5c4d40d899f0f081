// What every page is rendered with: the reader's language and appearance, and the time. Both choices live in cookies,
// so that they hold without JavaScript; the language falls back to Accept-Language.

import type { CommandSetting } from '../../core/model/printed-commands.ts'
import type { PageRequest } from '../../server/routes/page-route.ts'
import type { AssetLinks } from '../routes/assets.ts'
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
  /** What the commands that are shown depend on. */
  readonly setting: CommandSetting
}

export interface Preferences {
  readonly language: UiLanguage
  readonly appearance: Appearance
}

/** Reads both choices from a request. Unknown values count as none. */
export function readPreferences({ cookies, languages }: PageRequest): Preferences {
  return {
    language: parseLanguage(cookies.ui) ?? chooseLanguage(languages),
    appearance: parseAppearance(cookies.theme) ?? 'auto',
  }
}

export function parseLanguage(value: string | null | undefined): UiLanguage | undefined {
  return UI_LANGUAGES.find((language) => language === value)
}

export function parseAppearance(value: string | null | undefined): Appearance | undefined {
  return value === 'light' || value === 'dark' || value === 'auto' ? value : undefined
}

export function chooseText(language: UiLanguage): UiText {
  return UI_TEXT[language]
}

// The most wanted that we have.
function chooseLanguage(languages: readonly string[]): UiLanguage {
  const known = languages.map((tag) => parseLanguage(tag.slice(0, 2).toLowerCase()))
  return known.find((language) => language !== undefined) ?? 'en'
}
