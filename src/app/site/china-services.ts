// Which services the China Regions have: their documentation's page about it, and the pages of the single services,
// which that page leaves to the table of contents. Both from the index where it has them, else from the site.

import { formatDocUrl, toPath } from '../../core/model/doc-url.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import type { CommandSetting } from '../../core/model/printed-commands.ts'
import { type PageReading, readPage } from '../../read/read-page.ts'
import { findGuide, loadToc } from '../../store/guides/guide-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { LiveSite } from './live-site.ts'

export interface ChinaServices {
  readonly page: PageReading
  readonly services: readonly { readonly title: string; readonly url: string }[]
  /** Why `services` is empty. */
  readonly missing: string | undefined
}

const GUIDE = { base: '/aws-cn/aws/latest/userguide/', locale: 'en_us' } as const
const PAGE = 'services.html'
/** One chapter of the list names what is not there. */
const UNSUPPORTED = /services unsupported/i

interface ChinaSources {
  readonly db: SqlDatabase | undefined
  readonly live: LiveSite
  readonly setting: CommandSetting
}

export async function readChinaServices(
  { db, live, setting }: ChinaSources,
  signal?: AbortSignal,
): Promise<ChinaServices> {
  const page = await readPage(
    { db, live: live.documentation, setting },
    {
      url: formatDocUrl(toPath(GUIDE.base, PAGE, GUIDE.locale)),
      startIndex: 0,
      maxLength: Number.MAX_SAFE_INTEGER,
      ...(signal && { signal }),
    },
  )
  const guide = db && findGuide(db, GUIDE.base, GUIDE.locale)
  const stored = db && guide ? listServices(loadToc(db, guide.id)) : []
  if (stored.length > 0) return { page, services: stored, missing: undefined }
  const contents = await live.readContents(GUIDE, signal)
  if (contents.kind !== 'toc') return { page, services: [], missing: contents.reason }
  const services = listServices(contents.toc.entries)
  return { page, services, missing: services.length > 0 ? undefined : 'they name no services' }
}

function listServices(entries: readonly TocEntry[]): ChinaServices['services'] {
  const chapter = entries.find(({ page }) => page === PAGE)
  return (chapter?.children ?? []).flatMap(({ title, page }) =>
    page === undefined || UNSUPPORTED.test(title)
      ? []
      : [{ title, url: formatDocUrl(toPath(GUIDE.base, page, GUIDE.locale)) }],
  )
}
