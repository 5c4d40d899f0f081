// What an App is opened with. Surfaces resolve flags, the environment and the configuration to this form once.

import type { Partition } from '../core/model/partition.ts'
import type { Clock } from '../core/platform/clock.ts'
import type { Logger } from '../core/platform/logger.ts'

export interface AppOptions {
  readonly indexFile: string
  /** The same, where a command that is not told of it would act on another. */
  readonly namedIndex?: string
  /** Guides that the user added. */
  readonly userCatalogFile: string
  /** Pages that were read live. */
  readonly cacheFile: string
  /** Opens no socket. */
  readonly offline: boolean
  /** Origin of a mirror of the site, and of the China site's. */
  readonly origin?: string
  readonly chinaOrigin?: string
  /** What is searched where a search does not say; everything that is indexed by default. */
  readonly partition?: Partition
  readonly searchUrl?: string
  /** Folder or address of a repository to pull from, and the file of the key that must have signed it. */
  readonly pullFrom?: string
  readonly trustFile?: string
  /** Whether servers are to count the guides that searches needed and did not have. */
  readonly wanted?: boolean
  /** This is one. */
  readonly isServer?: boolean
  /** It answers others than the operator: no file of this machine is named to them. */
  readonly isPublic?: boolean
  /** Tokens of one tool's answer at most, by the estimate of core/text/tokens.ts. */
  readonly maxAnswerTokens?: number
  readonly clock?: Clock
  readonly logger?: Logger
}
