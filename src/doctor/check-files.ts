// The files beside the index: the guides that the user added, the pages that were read live, and the images of pages.

import { existsSync } from 'node:fs'
import { type CommandSetting, describeGettingImages, USUAL_SETTING } from '../core/model/printed-commands.ts'
import { formatCount } from '../core/text/format-count.ts'
import { loadCatalog } from '../store/guides/catalog-file.ts'
import { readImageStats } from '../store/images/image-reader.ts'
import { readPageCacheStats } from '../store/page-cache/page-cache-stats.ts'
import { type CheckResult, makeFailure, makeOk, makeWarning } from './check-result.ts'

export function checkCatalog(userFile: string): CheckResult {
  try {
    const loaded = loadCatalog(userFile)
    const { length: guides } = loaded.guides
    if (loaded.malformed > 0) {
      return makeWarning(
        'catalog',
        `${formatCount(guides, 'guide')} can be named; entries of ${userFile} that are no guides and were ` +
          `left out: ${loaded.malformed}.`,
        'Remove them from the file, or add the guides again with "aws-docs-offline guides add URL".',
      )
    }
    return makeOk(
      'catalog',
      `${formatCount(guides, 'guide')} can be named${existsSync(userFile) ? `, some of them from ${userFile}` : ''}`,
    )
  } catch (error) {
    return makeFailure(
      'catalog',
      error,
      'Reinstall aws-docs-offline: the list of guides that comes with it cannot be read.',
    )
  }
}

export async function checkCache(file: string): Promise<CheckResult> {
  const stats = await readPageCacheStats(file)
  switch (stats.kind) {
    case 'none':
      return makeOk('cache', 'No page was read live and kept')
    case 'pages':
      return makeOk(
        'cache',
        `${formatCount(stats.pages, 'page')} read live and kept, ${(stats.bytes / 1e6).toFixed(1)} MB`,
      )
    case 'damaged':
      return makeWarning(
        'cache',
        `The file of pages read live is damaged: ${stats.reason.replace(/\.$/, '')}.`,
        `Nothing is lost: it is started anew when a page is next read live. Delete ${file} to have that now.`,
      )
  }
}

export async function checkImages(file: string, setting: CommandSetting = USUAL_SETTING): Promise<CheckResult> {
  const stats = await readImageStats(file, { check: true })
  switch (stats.kind) {
    case 'none':
      return makeOk('images', `No images of pages are kept; to have them, ${describeGettingImages(setting)}`)
    case 'images': {
      const { addresses, bytes, failed } = stats
      const missing = failed > 0 ? `; ${failed} could not be had` : ''
      return makeOk(
        'images',
        `Images of pages that are kept: ${addresses}, ${(bytes / 1e6).toFixed(1)} MB, in ${file}${missing}`,
      )
    }
    case 'damaged':
      return makeWarning(
        'images',
        `The file of images cannot be read: ${stats.reason.replace(/\.$/, '')}.`,
        `No page is lost: move ${file} away, then ${describeGettingImages(setting)}.`,
      )
  }
}
