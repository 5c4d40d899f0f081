// The examination: what is looked at, in which order, and how bad it is together. Changes nothing.

import { type CommandSetting, nameIndex } from '../core/model/printed-commands.ts'
import type { Clock } from '../core/platform/clock.ts'
import { checkPermissions, checkSpace } from './check-disk.ts'
import { checkCache, checkCatalog, checkImages } from './check-files.ts'
import { checkIndex, type ListRuns } from './check-index.ts'
import { checkCertificates, checkOnline, checkProxy, type OnlineProbes } from './check-network.ts'
import type { CheckResult, Level } from './check-result.ts'
import { checkNode, checkSqlite } from './check-runtime.ts'
import { checkSource, type SourceState } from './check-source.ts'
import { checkWanted, type WantedSettings } from './check-wanted.ts'

export interface ExaminedSetup {
  readonly setting: CommandSetting
  readonly indexFile: string
  readonly userCatalogFile: string
  readonly cacheFile: string
  readonly imageFile: string
  readonly wanted: WantedSettings
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly listRuns: ListRuns
  /** Absent when the network must be left alone. */
  readonly online: OnlineProbes | undefined
  /** Absent where no source is configured. */
  readonly readSource?: () => Promise<SourceState | undefined>
}

export interface Examination {
  /** The worst of the findings. */
  readonly level: Level
  readonly findings: readonly CheckResult[]
}

export async function examine(setup: ExaminedSetup): Promise<Examination> {
  const { indexFile, userCatalogFile, cacheFile, imageFile, wanted, environment, clock, listRuns, online } = setup
  const { setting, readSource } = setup
  const sqlite = await checkSqlite()
  const permissions = checkPermissions(indexFile)
  const hasSqlite = sqlite.level === 'ok'
  const state = hasSqlite ? await readSource?.() : undefined
  const findings = [
    checkNode(),
    sqlite,
    ...(hasSqlite ? await checkIndex(indexFile, listRuns, { setting, now: clock.now() }) : []),
    permissions,
    // Where nothing can be written, free space says nothing.
    ...(permissions.level === 'ok' ? [await checkSpace(indexFile)] : []),
    checkCatalog(userCatalogFile),
    ...(hasSqlite
      ? [await checkCache(cacheFile), await checkImages(imageFile, setting), await checkWanted(wanted, clock.now())]
      : []),
    checkProxy(environment),
    checkCertificates(environment, clock.now()),
    ...(online ? await checkOnline(online) : []),
    ...(state ? [checkSource(state)] : []),
  ]
  const worst = (['error', 'warning'] as const).find((level) => findings.some((finding) => finding.level === level))
  return { level: worst ?? 'ok', findings: findings.map((finding) => nameIndexIn(finding, setting)) }
}

function nameIndexIn({ message, remedy, ...rest }: CheckResult, { namedIndex }: CommandSetting): CheckResult {
  const told = remedy === undefined ? undefined : nameIndex(remedy, namedIndex)
  return { ...rest, message: nameIndex(message, namedIndex), remedy: told }
}
