// A night on the documentation site: pages edited, deleted, moved and added, and guides deployed with no edit at all.

import type { Replica } from './replica.ts'

export interface Night {
  readonly edited: readonly string[]
  readonly deleted: readonly string[]
  /** From, to. */
  readonly moved: readonly (readonly [string, string])[]
  readonly added: readonly string[]
  readonly deployed: readonly string[]
}

export interface NightSizes {
  readonly edits: number
  readonly deletions: number
  readonly moves: number
  readonly additions: number
}

/**
 * Carries a night out on `replica`. Edits and the like fall on `paths`, spread over them; none on the pages of the
 * guides that are only `deployed`.
 */
export async function passNight(
  replica: Replica,
  paths: readonly string[],
  deployed: readonly string[],
  sizes: NightSizes,
): Promise<Night> {
  const open = paths.filter((path) => !deployed.some((base) => path.startsWith(base)))
  const wanted = sizes.edits + sizes.deletions + sizes.moves
  if (open.length < wanted * 2) throw new Error(`${open.length} pages are too few for ${wanted} edits`)
  const step = Math.floor(open.length / wanted)
  const chosen = Array.from({ length: wanted }, (_, index) => open[index * step + Math.floor(step / 2)] ?? '')
  const edited = chosen.slice(0, sizes.edits)
  const deleted = chosen.slice(sizes.edits, sizes.edits + sizes.deletions)
  const moved = chosen
    .slice(sizes.edits + sizes.deletions)
    .map((path) => [path, path.replace(/\.html$/, '-moved.html')] as const)
  const added = Array.from({ length: sizes.additions }, (_, index) =>
    (open[index] ?? '').replace(/[^/]*$/, `drill-addition-${index}.html`),
  )
  for (const [index, path] of edited.entries()) {
    await replica.change('edit', {
      path,
      find: '</h1>',
      replace: `</h1><p>Drill edit ${index}: this sentence is new.</p>`,
    })
  }
  for (const [index, path] of deleted.entries()) {
    await replica.change('delete', { path, as: index % 3 === 2 ? 'stub' : 'missing' })
  }
  for (const [path, to] of moved) await replica.change('move', { path, to })
  for (const path of added)
    await replica.change('add', { path, title: 'Drill addition', html: makePage('Drill addition') })
  for (const base of deployed) await replica.change('deploy', { base })
  return { edited, deleted, moved, added, deployed }
}

function makePage(title: string): string {
  return (
    `<!DOCTYPE html><html lang="en-US"><head><title>${title} - Drill</title><meta name="product" ` +
    'content="Drill"/>\n' +
    '<meta name="guide" content="Guide"/><meta name="guide-locale" content="en_us"/></head><body><div ' +
    'id="main-content"><div id="main-col-body">\n' +
    `<h1 class="topictitle" id="drill">${title}</h1><p>A page that was not there ` +
    'yesterday.</p></div></div></body></html>'
  )
}
