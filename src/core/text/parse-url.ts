// Addresses of others, read and written without throwing. Pure.

/**
 * Undefined for what is no address. URL.canParse is not asked: in Node 20, once it is compiled, it says yes to some
 * that the constructor refuses, and no to some that it takes (a host with a soft hyphen).
 */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return undefined
  }
}

/** Whether a source is named by its address on the network, not by a file. */
export function isUrl(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source)
}

/** encodeURIComponent, which throws at half of a surrogate pair: that becomes U+FFFD, as UTF-8 writes it. */
export function encodeUrlPart(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** encodeURI for a path of any text; `?` and `#` are characters of it too. */
export function encodeUrlPath(path: string): string {
  return encodeURI(path.toWellFormed()).replaceAll('?', '%3F').replaceAll('#', '%23')
}

/** An anchor as it is written behind `#`; a `#` that it begins with stays. */
export function encodeAnchor(anchor: string): string {
  return encodeURI(anchor.toWellFormed()).replace(/(?!^)#/g, '%23')
}

/** A URL as it may stand between the parentheses of a Markdown link, and in a row of a table. */
export function encodeInMarkdown(url: string): string {
  return /[()\s<>|]/.test(url) ? url.replace(/[()\s<>|]/g, encodePercent) : url
}

function encodePercent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
