// The documentation sites, one a partition of AWS: where each is, which locales it has, and how its pages are told from
// the other's in the index. The two have pages of the same path, so a path or a guide's folder of the China site begins
// with its partition: `/aws-cn/en_us/lambda/latest/dg/welcome.html`.

import { LOCALES, type Locale } from './locale.ts'

export const PARTITIONS = ['aws', 'aws-cn'] as const

export type Partition = (typeof PARTITIONS)[number]

export interface Site {
  readonly partition: Partition
  readonly origin: string
  /** Names that its pages are asked for by; no page of it leads to any other. */
  readonly hosts: ReadonlySet<string>
  /** What its paths and folders begin with in the index. No service of any site has that name. */
  readonly folder: '' | '/aws-cn'
  readonly locales: readonly Locale[]
  /** What a URL without a locale is in. */
  readonly bareLocale: Locale
  /** Whether URLs in that locale are written without it. */
  readonly omitsLocale: boolean
}

export const SITES: Readonly<Record<Partition, Site>> = {
  aws: {
    partition: 'aws',
    origin: 'https://docs.aws.amazon.com',
    hosts: new Set(['docs.aws.amazon.com', 'docs.amazonaws.com']),
    folder: '',
    locales: LOCALES,
    bareLocale: 'en_us',
    omitsLocale: true,
  },
  // Without a locale the site answers Chinese; `zh_cn` is accepted and says so.
  'aws-cn': {
    partition: 'aws-cn',
    origin: 'https://docs.amazonaws.cn',
    hosts: new Set(['docs.amazonaws.cn']),
    folder: '/aws-cn',
    locales: ['en_us', 'zh_cn'],
    bareLocale: 'zh_cn',
    omitsLocale: false,
  },
}

/** A guide's folder as files name it, of either site. */
export const GUIDE_BASE = /^(?:\/aws-cn(?=\/))?(?!\/aws-cn\/)\/[^/\\\s]+\/[^/\\\s]+\/[^/\\\s]+\/$/

/** The site of a path or of a guide's folder of the index. */
export function findSite(path: string): Site {
  return path.startsWith('/aws-cn/') ? SITES['aws-cn'] : SITES.aws
}

export function findPartition(path: string): Partition {
  return findSite(path).partition
}

/**
 * For records that are shown, by path, folder or URL: nothing for docs.aws.amazon.com, which is what everybody expects.
 */
export function toPartitionField(at: string): { readonly partition?: Partition } {
  const { partition } = at.startsWith('https:') ? getSiteByUrl(at) : findSite(at)
  return partition === 'aws' ? {} : { partition }
}

export function findSiteByHost(host: string): Site | undefined {
  return Object.values(SITES).find(({ hosts }) => hosts.has(host))
}

/** Of a URL as formatDocUrl makes it. */
export function getSiteByUrl(url: string): Site {
  return url.startsWith(`${SITES['aws-cn'].origin}/`) ? SITES['aws-cn'] : SITES.aws
}

/** Service, version and guide of a guide's folder: the parts of its URL. */
export function splitFolder(base: string): { service: string; version: string; guide: string } {
  const [service = '', version = '', guide = ''] = base.slice(findSite(base).folder.length).split('/').filter(Boolean)
  return { service, version, guide }
}
