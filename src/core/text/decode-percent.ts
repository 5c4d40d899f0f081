// Percent-decoding of what others have written.

/** The text as it is where it is badly encoded. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
