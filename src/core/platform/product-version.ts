// What package.json says of the product. It stands two folders above this file both in src and in dist.

import { readFileSync } from 'node:fs'

export function productVersion(): string {
  return manifest().version
}

/** The oldest Node that the product runs on: "20.19.0". */
export function oldestNode(): string {
  return manifest().engines.node.replace('>=', '')
}

function manifest(): { readonly version: string; readonly engines: { readonly node: string } } {
  return JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
}
