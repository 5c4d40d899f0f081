// What merges bundles into an index: the file, who holds it, and the line that bundles come over.

import { dirname, join } from 'node:path'
import type { ImportDeps } from '../../bundle/import/import-bundle.ts'
import type { Clock } from '../../core/platform/clock.ts'
import type { Download } from '../../http/download/download.ts'
import { getImageFile } from '../../store/images/image-schema.ts'

export interface WriterSettings {
  readonly indexFile: string
  /** Opens no socket: a URL is refused. */
  readonly offline: boolean
  readonly clock: Clock
  /** Where unfinished downloads are kept; beside the index by default. */
  readonly downloadFolder?: string
}

export async function createIndexWriter({
  indexFile,
  offline,
  clock,
  downloadFolder = join(dirname(indexFile), 'downloads'),
}: WriterSettings): Promise<ImportDeps> {
  const [{ openIndexForWriting }, { makeIndexFolder }] = await Promise.all([
    import('../../store/index/open-index.ts'),
    import('../../store/index/index-folder.ts'),
  ])
  const download = createLazyDownload(clock)
  return {
    indexFile,
    openIndex: () => openIndexForWriting(indexFile),
    images: {
      async stage() {
        const { openImageStaging } = await import('../../store/images/image-staging.ts')
        return openImageStaging(getImageFile(indexFile))
      },
      async open() {
        const { openImageWriter } = await import('../../store/images/image-writer.ts')
        return openImageWriter(getImageFile(indexFile))
      },
    },
    clock,
    download: offline
      ? undefined
      : (request) => {
          // What is not merged at last is not fetched, which may take hours.
          makeIndexFolder(indexFile)
          return download(request)
        },
    downloadFolder,
  }
}

/**
 * Loaded for the first download: a bundle that is a file needs no sockets, and no proxy that works. `attempts` in a row
 * that bring nothing end it.
 */
export function createLazyDownload(clock: Clock, options: { readonly attempts?: number } = {}): Download {
  let made: Promise<Download> | undefined
  return async (request) => {
    made ??= import('../../http/download/download.ts').then(({ createDownload }) =>
      createDownload({ clock, ...options }),
    )
    return (await made)(request)
  }
}
