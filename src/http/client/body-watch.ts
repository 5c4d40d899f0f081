// What a body that arrives is held to: it begins as it should, it comes at some pace, and the disk still has space for
// it.

import type { Clock } from '../../core/platform/clock.ts'

/** A body slower than this is waited for no longer: a modem was faster. */
const LEAST_BYTES_A_WINDOW = 30_000
const WINDOW_MS = 60_000
/** Space is asked for again after so many bytes: other programs write to the same disk. */
const ROOM_EVERY_BYTES = 16 * 1024 * 1024

export interface BodyWatch {
  /** What is wrong with the body now that these bytes have come too; undefined when nothing is. */
  findProblem(chunk: Uint8Array): BodyProblem | undefined
  /** Whether it is time to ask for space again. */
  needsSpace(): boolean
}

/** `other-file`: what is sent is not what was asked for. `too-slow`: another try may bring more. */
export type BodyProblem = 'other-file' | 'too-slow'

/** `start`: bytes that are on disk already. `begins`: the first bytes of the file, when they are known. */
export function watchBody(clock: Clock, start: number, begins: Uint8Array | undefined): BodyWatch {
  let windowFrom = clock.now()
  let inWindow = 0
  let sinceSpace = 0
  let at = start
  return {
    findProblem(chunk) {
      if (begins && at < begins.length) {
        const expected = begins.subarray(at, at + chunk.length)
        if (!expected.every((byte, index) => byte === chunk[index])) return 'other-file'
      }
      at += chunk.length
      inWindow += chunk.length
      sinceSpace += chunk.length
      if (clock.now() - windowFrom < WINDOW_MS) return undefined
      if (inWindow < LEAST_BYTES_A_WINDOW) return 'too-slow'
      windowFrom = clock.now()
      inWindow = 0
      return undefined
    },
    needsSpace() {
      if (sinceSpace < ROOM_EVERY_BYTES) return false
      sinceSpace = 0
      return true
    },
  }
}
