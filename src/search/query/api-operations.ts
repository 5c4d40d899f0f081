// Whose operation it is that a program called: data/api-operations.txt, read when the first one is printed. Most
// operations are a verb and what it is done to, and what that is tells whose they are; the file has the others whole.

import { readFileSync } from 'node:fs'
import { getPackageFile } from '../../core/platform/get-package-file.ts'

/** Read as text, which a search goes through in less time than a table of all names would take to make. */
let read: string | undefined

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

function findLinesWith(word: string): string[] {
  // A name ends with a blank on every line, so that it is found whole.
  read ??= `\n${readFileSync(getPackageFile('data/api-operations.txt'), 'utf8').replaceAll('\n', ' \n')}`
  const services: string[] = []
  const wanted = ` ${word} `
  for (let at = read.indexOf(wanted); at >= 0; at = read.indexOf(wanted, at + 1)) {
    const line = read.lastIndexOf('\n', at) + 1
    if (read[line] !== '#') services.push(read.slice(line, read.indexOf(' ', line)))
  }
  return services
}
