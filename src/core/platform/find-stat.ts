// What the system says of a file: nothing where there is none, which it tells in two ways. A file in the place of one
// of its folders is one of them, and Node takes it for an error.

import { type BigIntStats, statSync } from 'node:fs'
import { getSystemCode } from './explain-file-error.ts'

/** Throws what the system says where it may not be looked at. */
export function findStat(file: string): BigIntStats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false, bigint: true })
  } catch (error) {
    if (getSystemCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** 0 where there is no file, or none that may be looked at: whoever reads it says why. */
export function getFileSize(file: string): number {
  try {
    return Number(findStat(file)?.size ?? 0n)
  } catch {
    return 0
  }
}
