// The folder beside an unfinished bundle: each finished part is a file there, named by a key of what went into it, so
// that an export that was killed goes on from its last finished part, and never from one that is cut off or out of
// date.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { z } from 'zod'
import { getSystemCode } from '../../core/platform/explain-file-error.ts'
import { replaceFile } from '../../core/platform/replace-file.ts'
import type { Part } from '../format/manifest.ts'

// Quality 9 packs about 10 MB/s; 5 is three times as fast and 8 % larger, 11 thirty times slower and 10 % smaller.
const QUALITY = 9
const WINDOW_BITS = 24
// Beyond a window of 64 KB this quality begins with 32 MB of tables, which takes some 30 ms, a hundred times as long as
// packing a few kilobytes does, and makes them no smaller.
const SMALL_WINDOW_BITS = 16
const PART_FILE = /^[0-9a-f]{64}\.(part|json)(\.(([0-9a-f]{8}-)?\d+\.)?tmp)?$|^bundle\.tmp$/

const compress = promisify(brotliCompress)

const noteSchema = z.strictObject({ size: z.int(), sha256: z.string(), rawSize: z.int(), lines: z.int() })

export interface StoredPart {
  readonly part: Part
  /** Where its bytes are. */
  readonly file: string
  readonly wasReused: boolean
}

export interface PartFolder {
  /** Where the bundle is put together before it takes its name. */
  readonly assembly: string
  /**
   * The part called `name`, of these lines; taken from a former attempt when that had finished one under the same key.
   */
  store(name: string, key: unknown, lines: () => unknown[]): Promise<StoredPart>
  remove(): void
}

/** Opens or makes the folder of unfinished parts of the bundle `file`. */
export async function openPartFolder(file: string): Promise<PartFolder> {
  const folder = `${file}.partial`
  await makeFolder(folder)
  // Guides without history have the same part: made once, and taken over from nobody.
  const madeHere = new Set<string>()
  return {
    assembly: join(folder, 'bundle.tmp'),
    async store(name, key, lines) {
      const id = createHash('sha256')
        .update(JSON.stringify([QUALITY, SMALL_WINDOW_BITS, WINDOW_BITS, key]))
        .digest('hex')
      const target = join(folder, `${id}.part`)
      // Looked for without awaiting: between key and lines the index must not move on.
      const found = findPart(folder, id)
      if (found) return { part: { name, ...found }, file: target, wasReused: !madeHere.has(id) }
      madeHere.add(id)
      const made = lines()
      const raw = Buffer.from(made.map((line) => `${JSON.stringify(line)}\n`).join(''))
      const packed = await compress(raw, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: QUALITY,
          [constants.BROTLI_PARAM_LGWIN]: raw.length <= 2 ** SMALL_WINDOW_BITS ? SMALL_WINDOW_BITS : WINDOW_BITS,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
        },
      })
      const note = { size: packed.length, sha256: hashBytes(packed), rawSize: raw.length, lines: made.length }
      replaceFile(target, packed)
      replaceFile(join(folder, `${id}.json`), JSON.stringify(note))
      return { part: { name, ...note }, file: target, wasReused: false }
    },
    remove: () => removePartFolder(folder),
  }
}

/** Only what is ours: a folder with anything else in it stays. */
export function removePartFolder(folder: string): void {
  for (const entry of readdirSync(folder)) if (PART_FILE.test(entry)) rmSync(join(folder, entry), { force: true })
  try {
    rmdirSync(folder)
  } catch {
    // It holds something else.
  }
}

// Not with its parents: the folder of the bundle is the user's to make.
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    if (getSystemCode(error) !== 'EEXIST') throw error
  }
}

// The note is written after the part, and the part must still be what the note says.
function findPart(folder: string, id: string): z.infer<typeof noteSchema> | undefined {
  const noteFile = join(folder, `${id}.json`)
  if (!existsSync(noteFile)) return undefined
  try {
    const note = noteSchema.parse(JSON.parse(readFileSync(noteFile, 'utf8')))
    const packed = readFileSync(join(folder, `${id}.part`))
    return packed.length === note.size && hashBytes(packed) === note.sha256 ? note : undefined
  } catch {
    return undefined
  }
}

function hashBytes(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
