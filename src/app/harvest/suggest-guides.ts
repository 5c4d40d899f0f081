// The guides of what a project uses, most used first.

import { homedir } from 'node:os'
import { parse, resolve } from 'node:path'
import { type CatalogGuide, getFullTitle } from '../../core/model/guide.ts'
import { findServiceGuide } from '../../project/guides-of-service.ts'
import { scanProject } from '../../project/scan-project.ts'

export interface GuideSuggestion {
  readonly catalogId: string
  readonly title: string
  /** What says that it is used: "@aws-sdk/client-s3". */
  readonly because: string
}

/** A guide takes half an hour; a long list helps nobody begin. */
const MOST_SUGGESTED = 10

export function suggestGuides(folder: string, catalog: readonly CatalogGuide[]): GuideSuggestion[] {
  // Everything of a person is no project.
  const path = resolve(folder)
  if (path === homedir() || path === parse(path).root) return []
  const byId = new Map(catalog.map((guide) => [guide.id, guide]))
  const found = new Map<string, { files: Set<string>; because: string }>()
  for (const { service, use, file } of scanProject(path)) {
    const id = findServiceGuide(service, (name) => byId.has(name))
    if (id === undefined) continue
    const uses = found.get(id) ?? { files: new Set<string>(), because: use }
    found.set(id, { ...uses, files: uses.files.add(file) })
  }
  return [...found]
    .sort(([a, one], [b, other]) => other.files.size - one.files.size || (a < b ? -1 : 1))
    .slice(0, MOST_SUGGESTED)
    .flatMap(([id, { because }]) => {
      const guide = byId.get(id)
      return guide ? [{ catalogId: id, title: getFullTitle(guide), because }] : []
    })
}
