// Which guides are about a product, of a list of guides: by the product's name, else by the folder that its
// documentation is in. Pure.

import { splitFolder } from '../../core/model/partition.ts'
import { dropGuideWords } from '../query/product-names.ts'
import { joinName, type KnownProduct, parseProductName } from './known-products.ts'

export interface ProductGuide {
  readonly base: string
  readonly product: string
  readonly title: string
}

/** The guides of a catalog and of an index, by what they are about. */
export interface GuidesByProduct<Guide extends ProductGuide> {
  listGuides(product: KnownProduct): readonly Guide[]
  /** The known products, and those that only a guide is known of. */
  readonly products: readonly KnownProduct[]
}

export function groupGuidesByProduct<Guide extends ProductGuide>(
  guides: readonly Guide[],
  known: readonly KnownProduct[],
): GuidesByProduct<Guide> {
  const byName = new Map<string, KnownProduct>()
  for (const product of known)
    for (const { joined } of product.names) if (!byName.has(joined)) byName.set(joined, product)
  const folders = new Set(known.flatMap((product) => product.folders))
  const named = new Map<KnownProduct, Guide[]>()
  const inFolder = new Map<string, Guide[]>()
  const others: KnownProduct[] = []
  const add = (product: KnownProduct, guide: Guide) => named.set(product, [...(named.get(product) ?? []), guide])
  for (const guide of guides) {
    const folder = findFolder(guide.base)
    const owners = new Set([byName.get(joinName(guide.product)), byName.get(joinName(dropGuideWords(guide.title)))])
    owners.delete(undefined)
    for (const owner of owners) if (owner) add(owner, guide)
    if (owners.size > 0) continue
    inFolder.set(folder, [...(inFolder.get(folder) ?? []), guide])
    if (folders.has(folder)) continue
    // Nobody has written it down: it is called what its guide says.
    const name = joinName(guide.product)
    const other: KnownProduct = {
      name: guide.product,
      names: [parseProductName(guide.product), parseProductName(folder)],
      folders: [folder],
    }
    byName.set(name, other)
    others.push(other)
    add(other, guide)
  }
  const allInFolder = groupByFolder(guides)
  return {
    products: [...known, ...others],
    listGuides(product) {
      const own = named.get(product) ?? []
      const unnamed = product.folders.flatMap((folder) => inFolder.get(folder) ?? [])
      const listAll = (folders: readonly string[]) => folders.flatMap((folder) => allInFolder.get(folder) ?? [])
      // What has no guide of its own (Access Analyzer, Fargate) is documented in those of other products.
      if (own.length + unnamed.length === 0) return [...new Set(listAll(product.folders))]
      // Behind its own folder stand those of guides that document it too: STS is in the IAM guide, EBS in that of EC2.
      return [...new Set([...own, ...unnamed, ...listAll(product.folders.slice(1))])]
    },
  }
}

function groupByFolder<Guide extends ProductGuide>(guides: readonly Guide[]): Map<string, Guide[]> {
  const groups = new Map<string, Guide[]>()
  for (const guide of guides) {
    const folder = findFolder(guide.base)
    groups.set(folder, [...(groups.get(folder) ?? []), guide])
  }
  return groups
}

function findFolder(base: string): string {
  return splitFolder(base).service.toLowerCase()
}
