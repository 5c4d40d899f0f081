// The index of replica guides, without some of them: as if they had never been harvested. Made of the whole one,
// which takes seconds, and kept beside it.

import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { removePassages } from '../../src/store/fulltext/passage-index.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { harvestReplicaIndex, type ReplicaSite } from './replica-index.ts'

/** `name` is part of the file's; `isLeftOut` is asked with each guide's folder. */
export async function makeIndexWithout(
  name: string,
  isLeftOut: (base: string) => boolean,
  site: ReplicaSite = 'scale',
): Promise<string> {
  const whole = await harvestReplicaIndex(site)
  const file = whole.replace(/\.sqlite$/, `-without-${name}.sqlite`)
  if (existsSync(file)) return file
  process.stderr.write(`Leaving guides out of ${file} …\n`)
  const draft = `${file}.${process.pid}`
  rmSync(draft, { force: true })
  copyFileSync(whole, draft)
  const { db, close } = await openIndexForWriting(draft)
  const guides = db.prepare('SELECT id, base FROM guide').all<{ id: number; base: string }>()
  db.transaction(() => {
    for (const { id } of guides.filter(({ base }) => isLeftOut(base))) {
      for (const page of db.prepare('SELECT id FROM page WHERE guide_id = ?').firstColumn<number>(id))
        removePassages(db, page)
      db.prepare('DELETE FROM guide WHERE id = ?').run(id)
    }
    db.exec('DELETE FROM link_target WHERE id NOT IN (SELECT target_id FROM link)')
  })
  learnFromIndex(db)
  close()
  renameSync(draft, file)
  return file
}
