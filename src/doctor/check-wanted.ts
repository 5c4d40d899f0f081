// The counts of what searches lacked: whether they are kept, and whether they can be.

import { formatCount } from '../core/text/format-count.ts'
import { readWanted } from '../store/wanted/wanted-file.ts'
import { mayWrite } from './check-disk.ts'
import { type CheckResult, makeOk, makeWarning } from './check-result.ts'

export interface WantedSettings {
  readonly file: string
  /** As AWS_DOCS_WANTED says here; a server may have been started with another environment. */
  readonly isOn: boolean
}

export async function checkWanted({ file, isOn }: WantedSettings, now: number): Promise<CheckResult> {
  const counts = await readWanted(file, now)
  if (counts.kind === 'damaged') {
    return makeWarning(
      'wanted',
      `The counts of guides that searches lacked cannot be read: ${counts.reason.replace(/\.$/, '')}.`,
      `Nothing else is lost: servers start them anew when they next count. Delete ${file} to have that now.`,
    )
  }
  const kept =
    counts.kind === 'none' ? 'none so far' : `${formatCount(counts.guides.length, 'guide')} so far, in ${file}`
  if (!isOn) {
    const before = counts.kind === 'none' ? '' : `; before: ${kept}`
    return makeOk('wanted', `Guides that searches lack are not counted (AWS_DOCS_WANTED=1 lets servers do it)${before}`)
  }
  if (mayWrite(file)) return makeOk('wanted', `Servers count the guides that searches lack: ${kept}`)
  return makeWarning(
    'wanted',
    `AWS_DOCS_WANTED is on, and ${file} cannot be written by this user: nothing is counted.`,
    'Give the user of the server the right to write there, or name an index in another folder.',
  )
}
