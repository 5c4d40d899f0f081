// The command that pulls guides, as it is printed: what is not configured stands in it as a placeholder, so that the
// command works once that is filled in. Pure.

import { isUrl } from '../text/parse-url.ts'

/** What "pull" finds in the configuration and need not be told. */
export interface PullDefaults {
  readonly hasSource: boolean
  /** Of the publisher; nothing is pulled without one. */
  readonly hasKey: boolean
}

export const NO_PULL_DEFAULTS: PullDefaults = { hasSource: false, hasKey: false }

interface PullSettings {
  readonly pullFrom?: string
  readonly trustFile?: string
  readonly offline: boolean
}

/** Offline a source on the network is none. */
export function readPullDefaults({ pullFrom, trustFile, offline }: PullSettings): PullDefaults {
  return {
    hasSource: pullFrom !== undefined && !(offline && isUrl(pullFrom)),
    hasKey: trustFile !== undefined,
  }
}

export function writePullCommand(what: string, { hasSource, hasKey }: PullDefaults): string {
  return `aws-docs-offline pull ${what}${hasSource ? '' : ' --from FOLDER'}${hasKey ? '' : ' --trust KEY'}`
}
