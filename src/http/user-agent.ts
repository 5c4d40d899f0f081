// How the crawler introduces itself: the product, its version, and where a site's owner can read about it.

import { readFileSync } from 'node:fs'

const ABOUT = 'https://github.com/aws-docs-offline/aws-docs-offline'

/** The product token that robots.txt rules can name. */
export const PRODUCT_TOKEN = 'aws-docs-offline'

export function userAgent(version: string = productVersion()): string {
  return `${PRODUCT_TOKEN}/${version} (+${ABOUT})`
}

/** The version in package.json, which stands two folders above this file both in src and in dist. */
export function productVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
