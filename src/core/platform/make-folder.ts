// Making a folder with its parents. Not by Node's own recursive mkdir: on Node 20 that one never ends where the system
// answers ENOENT although the parent is there, as in /proc.

import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { FolderError } from './folder-error.ts'

/** Throws FolderError for the first folder that cannot be made. */
export function makeFolder(path: string): void {
  const missing: string[] = []
  let folder = resolve(path)
  while (!existsSync(folder) && dirname(folder) !== folder) {
    missing.unshift(folder)
    folder = dirname(folder)
  }
  for (const one of missing.length > 0 ? missing : [folder]) makeOne(one)
}

function makeOne(folder: string): void {
  if (isFolder(folder)) return
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process made it meanwhile.
    if (!isFolder(folder)) throw new FolderError(folder, error)
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}
