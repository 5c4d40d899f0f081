// The files beside the index: the guides that the user added, and the pages that were read live.

import { existsSync } from 'node:fs'
import { counted } from '../core/text/counted.ts'
import { loadCatalog } from '../store/catalog-file.ts'
import { pageCacheStats } from '../store/page-cache-stats.ts'
import { type Finding, failureOf, fine, warning } from './finding.ts'

export function checkCatalog(userFile: string): Finding {
  try {
    const loaded = loadCatalog(userFile)
    const { length: guides } = loaded.guides
    if (loaded.malformed > 0) {
      return warning(
        'catalog',
        `${counted(guides, 'guide')} can be named; entries of ${userFile} that are no guides and were left out: ${loaded.malformed}.`,
        'Remove them from the file, or add the guides again with "aws-docs-offline guides add URL".',
      )
    }
    return fine(
      'catalog',
      `${counted(guides, 'guide')} can be named${existsSync(userFile) ? `, some of them from ${userFile}` : ''}`,
    )
  } catch (error) {
    return failureOf(
      'catalog',
      error,
      'Reinstall aws-docs-offline: the list of guides that comes with it cannot be read.',
    )
  }
}

export async function checkCache(file: string): Promise<Finding> {
  const stats = await pageCacheStats(file)
  switch (stats.kind) {
    case 'none':
      return fine('cache', 'No page was read live and kept')
    case 'pages':
      return fine('cache', `${counted(stats.pages, 'page')} read live and kept, ${(stats.bytes / 1e6).toFixed(1)} MB`)
    case 'damaged':
      return warning(
        'cache',
        `The file of pages read live is damaged: ${stats.reason.replace(/\.$/, '')}.`,
        `Nothing is lost: it is started anew when a page is next read live. Delete ${file} to have that now.`,
      )
  }
}
