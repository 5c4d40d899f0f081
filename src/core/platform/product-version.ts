// What package.json says of the product.

import { readFileSync } from 'node:fs'
import { getPackageFile } from './get-package-file.ts'

export function getProductVersion(): string {
  return readPackageJson().version
}

/** The oldest Node that the product runs on: "20.19.0". */
export function getOldestNode(): string {
  return readPackageJson().engines.node.replace('>=', '')
}

function readPackageJson(): { readonly version: string; readonly engines: { readonly node: string } } {
  return JSON.parse(readFileSync(getPackageFile('package.json'), 'utf8'))
}
