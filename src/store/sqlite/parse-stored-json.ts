// JSON in columns that have no checksum: what a damaged file makes of it is an error that says so, as for texts that
// have one.

import { DocsError, toMessage } from '../../core/model/errors.ts'
import { describeRepair } from '../../core/model/printed-commands.ts'

/** Throws DocsError INDEX_DAMAGED when it is no JSON, or not of the shape of `like`: an array or an object. */
export function parseStoredJson<T extends object>(text: string, like: 'array' | 'object'): T {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && Array.isArray(value) === (like === 'array')) return value as T
    throw new Error(`it is no ${like}`)
  } catch (error) {
    throw new DocsError('INDEX_DAMAGED', `A value in the index is damaged: ${toMessage(error)}.`, {
      hint: describeRepair,
      cause: error,
    })
  }
}
