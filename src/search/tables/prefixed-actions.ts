// Actions that a query names with their service (`lambda:InvokeFunction`, `aws lambda create-alias`). The table of the
// service's actions calls the row `InvokeFunction`, and so do tables of other services that have an action of that
// name. Pure.

import { squeeze } from '../../core/text/terms.ts'
import { findPrintedProducts } from '../missing/printed-guides.ts'
import { listPrintedServices } from '../query/list-printed-services.ts'

export interface PrefixedAction {
  /** `invokefunction`. */
  readonly action: string
  /** What a page of the service says of it, in letters and digits: its names, and what programs call it. */
  readonly services: readonly string[]
}

export function listPrefixedActions(text: string): PrefixedAction[] {
  return listPrintedServices(text)
    .filter(({ by, what }) => by === 'said' && what !== '')
    .map(({ code, what }) => {
      const names = findPrintedProducts({ code, what }).flatMap((product) => product.names)
      return { action: what, services: [squeeze(code), ...names.map(({ joined }) => joined)] }
    })
}

/** Actions that are of another service than the page is about. */
export function listOthersActions(actions: readonly PrefixedAction[], page: string): ReadonlySet<string> {
  const told = squeeze(page)
  return new Set(
    actions.filter(({ services }) => !services.some((name) => told.includes(name))).map(({ action }) => action),
  )
}
