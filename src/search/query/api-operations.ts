// Whose operation it is that a program called: data/api-operations.txt, read when the first one is printed. Most
// operations are a verb and what it is done to, and what that is tells whose they are; the file has the others whole.

import { makeServiceFinder } from './service-lines.ts'

const findLinesWith = makeServiceFinder('data/api-operations.txt')

/** Codes of services; empty for what is no operation, or one of many services. `name`: "CreateVpc". */
export function findOperationServices(name: string): string[] {
  const whole = findLinesWith(name)
  if (whole.length > 0) return whole
  const done = parseOperationNoun(name)
  return done === undefined ? [] : findLinesWith(`-${done}`)
}

/** Verbs of many services. */
const VERB =
  /^(?:Accept|Activate|Add|Apply|Associate|Attach|Batch|Cancel|Copy|Create|Deactivate|Delete|Deregister|Describe|Detach|Disable|Disassociate|Enable|Execute|Export|Generate|Get|Import|List|Modify|Publish|Purchase|Put|Reboot|Register|Reject|Remove|Reset|Restore|Resume|Revoke|Search|Send|Set|Start|Stop|Tag|Terminate|Test|Untag|Update|Upload|Validate)(?=[A-Z])/

/** "Vpc" of "DescribeVpcs". Undefined where the verb is not one of many services. */
export function parseOperationNoun(operation: string): string | undefined {
  if (!VERB.test(operation)) return undefined
  return operation.replace(VERB, '').replace(/ies$/, 'y').replace(/s$/, '')
}
