// The counts of what searches lacked: whether they are kept, and whether they can be.

import { counted } from '../core/text/counted.ts'
import { readWanted } from '../store/wanted/wanted-file.ts'
import { mayWrite } from './check-disk.ts'
import { type CheckResult, fine, warning } from './check-result.ts'

export interface WantedSettings {
  readonly file: string
  /** As AWS_DOCS_WANTED says here; a server may have been started with another environment. */
  readonly isOn: boolean
}

export async function checkWanted({ file, isOn }: WantedSettings, now: number): Promise<CheckResult> {
  const counts = await readWanted(file, now)
  if (counts.kind === 'damaged') {
    return warning(
      'wanted',
      `The counts of guides that searches lacked cannot be read: ${counts.reason.replace(/\.$/, '')}.`,
      `Nothing else is lost: servers start them anew when they next count. Delete ${file} to have that now.`,
    )
  }
  const kept = counts.kind === 'none' ? 'none so far' : `${counted(counts.guides.length, 'guide')} so far, in ${file}`
  if (!isOn) {
    const before = counts.kind === 'none' ? '' : `; before: ${kept}`
    return fine('wanted', `Guides that searches lack are not counted (AWS_DOCS_WANTED=1 lets servers do it)${before}`)
  }
  if (mayWrite(file)) return fine('wanted', `Servers count the guides that searches lack: ${kept}`)
  return warning(
    'wanted',
    `AWS_DOCS_WANTED is on, and ${file} cannot be written by this user: nothing is counted.`,
    'Give the user of the server the right to write there, or name an index in another folder.',
  )
}
