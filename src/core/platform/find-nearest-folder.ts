// The folder that a file that is not there yet would stand in, or the nearest one above it that there is.

import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

export function findNearestFolder(file: string): string {
  let folder = dirname(resolve(file))
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}
