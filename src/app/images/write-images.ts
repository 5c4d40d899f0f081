// The file of images beside an index, for those who write the index: made when images are first wanted, and taken up
// when it is there.

import { DocsError } from '../../core/model/errors.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { getImageFile, isAbsent } from '../../store/images/image-schema.ts'
import { type ImageWriter, openImageWriter } from '../../store/images/image-writer.ts'

/**
 * Undefined where no images are kept, or the file cannot be used and nobody asked for images. Throws DocsError where
 * somebody did.
 */
export async function writeImages(
  indexFile: string,
  { isWanted, logger }: { readonly isWanted: boolean; readonly logger: Logger },
): Promise<ImageWriter | undefined> {
  const file = getImageFile(indexFile)
  if (!isWanted && isAbsent(file)) return undefined
  try {
    return await openImageWriter(file)
  } catch (error) {
    if (isWanted || !(error instanceof DocsError)) throw error
    logger.warn(`Images are left as they are: ${error.advice}`)
    return undefined
  }
}
