// What package.json says of the product.

import { readFileSync } from 'node:fs'
import { packageFile } from './package-file.ts'

export function productVersion(): string {
  return manifest().version
}

/** The oldest Node that the product runs on: "20.19.0". */
export function oldestNode(): string {
  return manifest().engines.node.replace('>=', '')
}

function manifest(): { readonly version: string; readonly engines: { readonly node: string } } {
  return JSON.parse(readFileSync(packageFile('package.json'), 'utf8'))
}
