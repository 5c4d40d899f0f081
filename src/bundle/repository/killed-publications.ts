// What a publication that was killed leaves in a repository: drafts of small files, bundles and signatures that no
// catalog names, unfinished work. Each is told by its name and, where it is whole, by the key that signed it; whatever
// else is in the folder is somebody else's.

import type { KeyObject } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { clearDrafts } from '../../core/platform/drafts.ts'
import { removePartFolder } from '../export/part-folder.ts'
import { openBundle } from '../format/bundle-file.ts'
import { computeKeyId, isSignatureBy } from '../format/signature.ts'
import { CATALOG_NAME, LICENCE_NAME } from './published-catalog.ts'

const SIGNATURE = /^catalog\.[0-9a-f]{16}\.sig$/
const BUNDLE = /^[a-z0-9-]+\.[a-z]{2}_[a-z]{2}\.(?:delta\.)?([0-9a-f]{16})\.bundle$/
const WORK = /^[a-z0-9-]+\.[a-z]{2}_[a-z]{2}\.(?:delta\.)?bundle(\.partial)?$/
/** Another process may be publishing other guides: what it works at is younger. */
const LONGEST_WORK_MS = 24 * 60 * 60_000

export function clearCatalogDrafts(folder: string): void {
  clearDrafts(folder, (name) => name === CATALOG_NAME || name === LICENCE_NAME || SIGNATURE.test(name))
}

/** Removes work that nobody goes on with; parts of a guide that is published again are used before. */
export function clearOldWork(workFolder: string): void {
  for (const name of listNames(workFolder)) {
    const [isOurs, isFolder] = WORK.exec(name) ?? []
    const path = join(workFolder, name)
    if (isOurs === undefined || Date.now() - (readWriteTime(path) ?? Date.now()) <= LONGEST_WORK_MS) continue
    if (isFolder === undefined) rmSync(path, { force: true })
    else removePartFolder(path)
  }
}

/** Whole files of this publisher that are not among those that are `named`. */
export function findUnnamed(folder: string, named: ReadonlySet<string>, key: KeyObject): string[] {
  return listNames(folder)
    .filter((name) => !named.has(name) && isOwn(join(folder, name), name, key))
    .sort()
}

function isOwn(path: string, name: string, key: KeyObject): boolean {
  try {
    if (SIGNATURE.test(name)) return isSignatureBy(readFileSync(path), key)
    const [, hash] = BUNDLE.exec(name) ?? []
    if (hash === undefined) return false
    const { signer, manifestSha256, close } = openBundle(path)
    close()
    return signer !== undefined && computeKeyId(signer) === computeKeyId(key) && manifestSha256.startsWith(hash)
  } catch {
    return false
  }
}

function readWriteTime(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.mtimeMs
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
