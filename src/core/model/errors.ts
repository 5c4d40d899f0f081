// Errors that a person or a model is meant to read. Each says what was expected and what came (message), what to do
// next (hint), and carries a stable code for scripts. Anything else that is thrown is a bug.

import type { CommandSetting } from './printed-commands.ts'

/** What to do next: a sentence, or one that is made where it is known what can be done there. */
export type Hint = string | ((setting: CommandSetting) => string)

export type ErrorCode =
  | 'BAD_INPUT'
  | 'UNKNOWN_GUIDE'
  | 'GUIDE_FULL'
  | 'OUT_OF_SCOPE'
  | 'PAGE_NOT_FOUND'
  | 'SECTION_NOT_FOUND'
  | 'NO_INDEX'
  | 'NOT_AN_INDEX'
  | 'INDEX_TOO_NEW'
  | 'INDEX_DAMAGED'
  | 'INDEX_UNREADABLE'
  | 'INDEX_READ_ONLY'
  | 'INDEX_BUSY'
  | 'NO_SQLITE'
  | 'DISK_FULL'
  | 'CRAWL_RUNNING'
  | 'UNREACHABLE'
  | 'DISALLOWED'
  | 'OFFLINE'
  | 'THROTTLED'
  | 'BAD_BUNDLE'
  | 'BAD_SIGNATURE'
  | 'BUNDLE_TOO_NEW'
  | 'CATALOG_TOO_OLD'
  | 'BAD_CONFIG'
  | 'INTERRUPTED'

const ONLINE: CommandSetting = { isOffline: false }

export class DocsError extends Error {
  override readonly name = 'DocsError'
  readonly code: ErrorCode
  readonly #hint: Hint | undefined

  constructor(code: ErrorCode, message: string, options: { hint?: Hint; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.#hint = options.hint
  }

  /** What to do next where there is a network; undefined when the message already says it. */
  get hint(): string | undefined {
    return this.hintFor(ONLINE)
  }

  hintFor(setting: CommandSetting): string | undefined {
    return typeof this.#hint === 'function' ? this.#hint(setting) : this.#hint
  }

  /** Message and hint as one paragraph, for where there is a network. */
  get advice(): string {
    return this.adviceFor(ONLINE)
  }

  adviceFor(setting: CommandSetting): string {
    const hint = this.hintFor(setting)
    return hint ? `${this.message} ${hint}` : this.message
  }
}

/** The message of whatever was thrown. */
export function toMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
