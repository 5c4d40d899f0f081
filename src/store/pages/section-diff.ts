// Which sections of a page were added, removed or edited between two versions of it. Pure.

import type { Section } from '../../core/model/page.ts'
import { isGeneratedId } from '../../core/text/generated-id.ts'

/** Section titles, in page order. */
export interface SectionDiff {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly edited: readonly string[]
}

export interface PageVersion {
  readonly markdown: string
  readonly sections: readonly Section[]
}

/** Sections are matched by anchor, else by title; generated anchors differ between builds, so they count as none. */
export function diffSections(before: PageVersion, after: PageVersion): SectionDiff {
  const added: string[] = []
  const removed: string[] = []
  const edited: string[] = []
  for (const { old, now } of pairSections(before, after)) {
    if (!now) removed.push(old.title)
    else if (!old) added.push(now.title)
    else if (cutOwnText(before, old) !== cutOwnText(after, now)) edited.push(now.title)
  }
  return { added, removed, edited }
}

type SectionPair =
  | { readonly old: Section | undefined; readonly now: Section }
  | { readonly old: Section; readonly now: undefined }

/**
 * Each section of either version beside the same one of the other: those that are there in page order, then those that
 * are not any more.
 */
export function pairSections(before: PageVersion, after: PageVersion): SectionPair[] {
  const oldKeys = makeSectionKeys(before.sections)
  const newKeys = makeSectionKeys(after.sections)
  const old = new Map(before.sections.map((section, index) => [oldKeys[index], section]))
  const seen = new Set(newKeys)
  return [
    ...after.sections.map((now, index) => ({ old: old.get(newKeys[index]), now })),
    ...before.sections.flatMap((section, index) =>
      seen.has(oldKeys[index] ?? '') ? [] : [{ old: section, now: undefined }],
    ),
  ]
}

// Sections of the same name under the same heading ("Example") are told apart by their order.
function makeSectionKeys(sections: readonly Section[]): string[] {
  const counts = new Map<string, number>()
  return sections.map((section) => {
    const key = toKey(section)
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    return count === 0 ? key : `${key}\n${count}`
  })
}

function toKey(section: Section): string {
  return section.anchor && !isGeneratedId(section.anchor)
    ? `#${section.anchor}`
    : section.headingPath.slice(1).join('\n')
}

/** A section's own text ends where its first subsection begins, so an edit is named once, at the innermost section. */
export function cutOwnText({ markdown, sections }: PageVersion, section: Section): string {
  const next = sections[section.ordinal + 1]
  const end = next && next.start < section.end ? next.start : section.end
  return markdown.slice(section.start, end)
}
