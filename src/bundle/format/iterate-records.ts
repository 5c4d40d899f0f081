// The records of a bundle's parts, line by line.

import { toMessage } from '../../core/model/errors.ts'
import type { BundleFile } from './bundle-file.ts'
import { makeBadBundleError, type Part } from './manifest.ts'

/** The parsed lines of one part, one at a time. A line that cannot be read makes the whole bundle a bad one. */
export function* iterateRecords<T>(
  bundle: BundleFile,
  part: Part,
  parse: (line: unknown, index: number) => T,
): Generator<T> {
  let index = 0
  for (const line of bundle.readLines(part)) {
    let record: T
    try {
      record = parse(line, index)
    } catch (error) {
      throw makeBadBundleError(`line ${index + 1} of ${part.name} is not valid: ${toMessage(error)}`, error)
    }
    index += 1
    yield record
  }
}

/** The same at once. */
export function readRecords<T>(bundle: BundleFile, part: Part, parse: (line: unknown, index: number) => T): T[] {
  return [...iterateRecords(bundle, part, parse)]
}
