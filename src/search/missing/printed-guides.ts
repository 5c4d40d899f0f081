// Whose guides the output of a program is about, by what programs print of services (query/list-printed-services.ts).
// Pure.

import { listPrintedServices, type PrintedBy, type PrintedService } from '../query/list-printed-services.ts'
import { findProductsByCode, listNamesInCode } from '../query/service-codes.ts'
import type { GuidesByProduct, ProductGuide } from './guides-of-product.ts'
import { type KnownProduct, loadKnownProducts } from './known-products.ts'
import { findNamedProducts } from './named-products.ts'

/** The products that programs call so. */
export function findPrintedProducts(
  printed: Pick<PrintedService, 'code' | 'what'>,
  products: readonly KnownProduct[] = loadKnownProducts(),
): readonly KnownProduct[] {
  const names = new Set(findProductsByCode(printed))
  if (names.size > 0) return products.filter(({ name }) => names.has(name))
  // Behind "AWS" a name that is an ordinary word too is one.
  for (const name of listNamesInCode(printed.code)) {
    const named = findNamedProducts(`AWS ${name}`, products).map(({ product }) => product)
    if (named.length > 0) return named
  }
  return []
}

/** A service, by the products that programs call so. */
export interface PrintedGuides<Guide extends ProductGuide> {
  readonly products: readonly KnownProduct[]
  readonly guides: readonly Guide[]
}

export interface AllPrinted<Guide extends ProductGuide> {
  readonly services: readonly PrintedGuides<Guide>[]
  /** Nothing but a place, or the name of an operation, says so. */
  readonly isGuess: boolean
}

/** What tells most surely counts alone. */
const SURENESS: readonly (readonly PrintedBy[])[] = [['called', 'made'], ['said'], ['place'], ['written']]
const GUESSED: ReadonlySet<PrintedBy> = new Set(['place', 'written'])

/** Undefined where the text prints no service. */
export function findPrintedGuides<Guide extends ProductGuide>(
  text: string,
  known: GuidesByProduct<Guide>,
): AllPrinted<Guide> | undefined {
  const printed = listPrintedServices(keepFailed(text))
  for (const by of SURENESS) {
    const own = printed.filter((one) => by.includes(one.by))
    const services = keepWidest(
      groupByWhat(own).map((same) => [...new Set(same.flatMap((one) => findPrintedProducts(one, known.products)))]),
    )
    if (services.length > 0)
      return {
        services: services.map((products) => ({
          products,
          guides: [...new Set(products.flatMap((product) => known.listGuides(product)))],
        })),
        isGuess: own.every((one) => GUESSED.has(one.by)),
      }
  }
  return undefined
}

// An operation is of one of the services that have it.
function groupByWhat(printed: readonly PrintedService[]): PrintedService[][] {
  const groups = new Map<string, PrintedService[]>()
  for (const one of printed) {
    const key = one.what || `${one.code}:`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

// One service is printed in several ways, of which some tell less: EC2 alone, EC2 and what is VPC's of it.
function keepWidest(services: readonly (readonly KnownProduct[])[]): (readonly KnownProduct[])[] {
  const isWithin = (one: readonly KnownProduct[], other: readonly KnownProduct[]) =>
    one.every((product) => other.includes(product))
  return services.filter(
    (one, at) =>
      one.length > 0 &&
      !services.some(
        (other, place) => place !== at && isWithin(one, other) && (other.length > one.length || place < at),
      ),
  )
}

const TYPE = /\bAWS::\w+::\w+/g
const FAILED_TYPE = /^.*(?:FAILED.*\bAWS::\w+::|\bAWS::\w+::.*FAILED)/m

// The events of a stack list what went well too.
function keepFailed(text: string): string {
  if (!FAILED_TYPE.test(text)) return text
  return text
    .split('\n')
    .map((line) => (line.includes('FAILED') ? line : line.replace(TYPE, ' ')))
    .join('\n')
}
