// A folder as a zip file whose bytes follow from the content alone: sorted names, one fixed time, one mode. The packer
// of @anthropic-ai/mcpb writes the time of packing into every entry, so two of its bundles are never the same.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type Zippable, zipSync } from 'fflate'

/** The earliest that a zip file can hold, in whatever zone: fflate writes local time. */
const TIME = new Date(1980, 0, 1)
const UNIX = 3
const MODE = 0o644

export interface ZippedFolder {
  readonly zip: Uint8Array
  readonly entries: number
  readonly unpackedBytes: number
}

export function zipFolder(folder: string): ZippedFolder {
  const names = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
  const files: Zippable = {}
  let unpackedBytes = 0
  for (const name of names) {
    const data = readFileSync(join(folder, name))
    unpackedBytes += data.length
    files[name] = [data, { os: UNIX, attrs: MODE << 16 }]
  }
  return { zip: zipSync(files, { level: 9, mtime: TIME }), entries: names.length, unpackedBytes }
}
