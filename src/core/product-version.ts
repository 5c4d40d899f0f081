// The version in package.json, which stands two folders above this file both in src and in dist.

import { readFileSync } from 'node:fs'

export function productVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
