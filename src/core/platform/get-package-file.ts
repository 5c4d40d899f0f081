// Where the files of the package are: beside the nearest package.json above this code. That holds for src, for dist,
// and for the program joined into a few files.

import { existsSync } from 'node:fs'

let root: URL | undefined

/** `path` from the root of the package, such as `data/guides.json`; a folder ends with a slash. */
export function getPackageFile(path: string): URL {
  root ??= findRoot(new URL('./', import.meta.url))
  return new URL(path, root)
}

function findRoot(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder
  const above = new URL('../', folder)
  if (above.href === folder.href) throw new Error(`no package.json above ${import.meta.url}`)
  return findRoot(above)
}
