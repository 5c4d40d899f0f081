// Actions and condition keys that a query names with their service (`lambda:InvokeFunction`, `s3:prefix`, `aws lambda
// create-alias`). The table of the service's actions calls the row `InvokeFunction`, and so do tables of other services
// that have an action of that name; or they name it as something that theirs needs. Pure.

import { squeeze } from '../../core/text/terms.ts'
import { findPrintedProducts } from '../missing/printed-guides.ts'
import { listPrintedServices } from '../query/list-printed-services.ts'

export interface PrefixedAction {
  /** `invokefunction`. */
  readonly action: string
  /** `lambdainvokefunction`: what condition keys are called in their own table. */
  readonly whole: string
  /** What a page of the service says of it, in letters and digits: its names, and what programs call it. */
  readonly services: readonly string[]
}

/** Of users and roles, too: who looks a row up means the action that is named, not whose it was. */
const PREFIXED = /(?<![\w.:/-])([a-z][a-z0-9-]+):([A-Za-z][\w-]{2,})/g

export function listPrefixedActions(text: string): PrefixedAction[] {
  const printed = listPrintedServices(text).filter(({ by, what }) => by === 'said' && what !== '')
  const written = [...text.matchAll(PREFIXED)].map(([, code = '', what = '']) => ({ code, what: squeeze(what) }))
  const known = new Map([...printed, ...written].map(({ code, what }) => [`${code}:${what}`, { code, what }]))
  return [...known.values()].flatMap(({ code, what }) => {
    const products = findPrintedProducts({ code, what })
    const isKnown = products.length > 0 || printed.some((one) => one.code === code)
    const names = products.flatMap((product) => product.names.map(({ joined }) => joined))
    const prefix = squeeze(code)
    return isKnown ? [{ action: what, whole: prefix + what, services: [prefix, ...names] }] : []
  })
}

/** The pages of a guide of all services are each about one: those that say who may do what. */
const PAGE_OF_ACTIONS = /^Actions, resources, and condition keys for (.+)$|^(.+?) ?のアクション、リソース/i

/** Whose the tables of a page are: the service that it is about, else the product of its guide. */
export function findOwner(title: string, product: string): string {
  const [, english, japanese] = PAGE_OF_ACTIONS.exec(title) ?? []
  return english ?? japanese ?? product
}

/** Actions that are of another service than any that the page names. */
export function listOthersActions(actions: readonly PrefixedAction[], page: string): ReadonlySet<string> {
  const said = listRuns(page)
  return new Set(actions.filter(({ services }) => !services.some((name) => said.has(name))).map(({ action }) => action))
}

/** Those of the service that owns a table. */
export function listOwnActions(actions: readonly PrefixedAction[], owner: string): readonly PrefixedAction[] {
  const said = listRuns(owner)
  return actions.filter(({ services }) => services.some((name) => said.has(name)))
}

/** The longest name of a service: "Amazon Managed Streaming for Apache Kafka Connect". */
const MOST_WORDS = 7

// Whole words: "sts" is in "lists".
function listRuns(text: string): ReadonlySet<string> {
  const words = text.split(/[^\p{L}\p{N}]+/u).map(squeeze)
  const runs = words.flatMap((_, from) =>
    Array.from({ length: MOST_WORDS }, (_one, more) => words.slice(from, from + more + 1).join('')),
  )
  return new Set(runs)
}
