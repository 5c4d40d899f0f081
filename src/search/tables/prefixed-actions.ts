// Actions that a query names with their service (`lambda:InvokeFunction`). The table of the service's actions calls the
// row `InvokeFunction`, and so do tables of other services that have an action of that name. Pure.

import { squeeze } from '../../core/text/terms.ts'
import { findPrintedProducts } from '../missing/printed-guides.ts'

export interface PrefixedAction {
  /** `invokefunction`. */
  readonly action: string
  /** What a page of the service says of it, in letters and digits: its names, and what programs call it. */
  readonly services: readonly string[]
}

const PREFIXED = /(?<![\w.:/-])([a-z][a-z0-9-]+):([A-Z][A-Za-z0-9]{2,})/g

export function listPrefixedActions(text: string): PrefixedAction[] {
  return [...text.matchAll(PREFIXED)].map(([, code = '', name = '']) => {
    const action = squeeze(name)
    const names = findPrintedProducts({ code, what: action }).flatMap((product) => product.names)
    return { action, services: [squeeze(code), ...names.map(({ joined }) => joined)] }
  })
}

/** Actions that are of another service than the page is about. */
export function listOthersActions(actions: readonly PrefixedAction[], page: string): ReadonlySet<string> {
  const told = squeeze(page)
  return new Set(
    actions.filter(({ services }) => !services.some((name) => told.includes(name))).map(({ action }) => action),
  )
}
