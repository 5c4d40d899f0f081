// What robots.txt says: allowed or not, how far apart, and what it means when robots.txt itself cannot be had (RFC
// 9309, 2.3.1).

import robotsParserModule from 'robots-parser'
import type { FetchOutcome } from '../../core/model/fetch-outcome.ts'
import { type Partition, SITES } from '../../core/model/partition.ts'
import { PRODUCT_TOKEN } from '../client/user-agent.ts'
import { toComparablePath, toComparableRule } from './robots-path.ts'

// The package's types call its CommonJS export a default export; at run time the module is the function itself.
const robotsParser = robotsParserModule as unknown as typeof robotsParserModule.default

export function getRobotsUrl(partition: Partition): string {
  return `${SITES[partition].origin}/robots.txt`
}

export const ROBOTS_URL = getRobotsUrl('aws')

export type Robots =
  | { readonly kind: 'rules'; readonly policy: RobotsPolicy }
  /** Nobody could say what is allowed, so nothing is. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** It asks for a pause so long that it says no. */
  | { readonly kind: 'refusing'; readonly reason: string }

export interface RobotsPolicy {
  allows(url: string): boolean
  /** Undefined when robots.txt asks for none; may be infinite. */
  readonly crawlDelayMs: number | undefined
}

/**
 * A crawl-delay is kept up to this: a guide of three hundred pages takes two weeks then. A site that asks for more does
 * not want to be read.
 */
export const LONGEST_CRAWL_DELAY_MS = 60 * 60 * 1000

/** RFC 9309 lets a crawler stop reading past 500 KiB. */
const MAX_TEXT = 512 * 1024

/** `url` is where it was read: rules are of that host alone. */
export function toRobots(outcome: FetchOutcome, url: string = ROBOTS_URL): Robots {
  switch (outcome.kind) {
    case 'fresh':
      return { kind: 'rules', policy: parse(url, new TextDecoder().decode(outcome.body.subarray(0, MAX_TEXT))) }
    case 'gone':
      return { kind: 'rules', policy: ALLOW_ALL }
    case 'refused':
      // 4xx means that there are no rules; a redirect off the site or an oversized file is nobody's rules either, but
      // no permission.
      return outcome.status !== undefined && outcome.status >= 400 && outcome.status < 500
        ? { kind: 'rules', policy: ALLOW_ALL }
        : { kind: 'unreachable', reason: `robots.txt ${outcome.reason}` }
    case 'throttled':
      return { kind: 'unreachable', reason: `robots.txt answered ${outcome.status}` }
    case 'failed':
      return { kind: 'unreachable', reason: `robots.txt could not be read: ${outcome.reason}` }
    case 'not-modified':
      return { kind: 'unreachable', reason: 'robots.txt answered 304 to a question without validators' }
  }
}

const ALLOW_ALL: RobotsPolicy = { allows: () => true, crawlDelayMs: undefined }

const RULE = /^([ \t]*(?:dis)?allow[ \t]*:[ \t]*)([^#\r\n]*[^#\s])/gim

function parse(robots: string, text: string): RobotsPolicy {
  const rules = robotsParser(
    robots,
    text.replace(RULE, (_, name: string, path: string) => name + toComparableRule(path)),
  )
  const seconds = rules.getCrawlDelay(PRODUCT_TOKEN)
  return {
    allows(url) {
      const { origin, pathname, search } = new URL(url)
      return rules.isAllowed(origin + toComparablePath(pathname + search), PRODUCT_TOKEN) ?? true
    },
    crawlDelayMs: seconds === undefined || Number.isNaN(seconds) || seconds < 0 ? undefined : seconds * 1000,
  }
}
