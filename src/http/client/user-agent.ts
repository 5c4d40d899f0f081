// How the crawler introduces itself: the product, its version, and where a site's owner can read about it.

import { getProductVersion } from '../../core/platform/product-version.ts'

const ABOUT = 'https://github.com/aws-docs-offline/aws-docs-offline'

/** The product token that robots.txt rules can name. */
export const PRODUCT_TOKEN = 'aws-docs-offline'

export function makeUserAgent(version: string = getProductVersion()): string {
  return `${PRODUCT_TOKEN}/${version} (+${ABOUT})`
}
