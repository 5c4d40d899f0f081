// A stored text that cannot be read back (damaged, or larger than what is unpacked) is left out: one such page must not
// fail what is asked of all of them. `doctor` names it.

import { getSystemCode } from '../../core/platform/explain-file-error.ts'

/**
 * What `read` gives; undefined when the text is damaged, or the decoder or the JSON fails. What SQLite says of the file
 * otherwise goes on.
 */
export function readIfReadable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (isUnreadable(error)) return undefined
    throw error
  }
}

// zlib's codes: ERR__ERROR_FORMAT_..., ERR_BUFFER_TOO_LARGE, Z_BUF_ERROR.
function isUnreadable(error: unknown): boolean {
  if (error instanceof SyntaxError) return true
  const code = getSystemCode(error)
  return code === 'INDEX_DAMAGED' || /^(?:ERR_(?!SQLITE)|Z_)/.test(code)
}
