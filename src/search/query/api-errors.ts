// Whose error it is that a program printed: data/api-errors.txt, by the names of errors in the descriptions of APIs.

import { makeServiceFinder } from './service-lines.ts'

const findServices = makeServiceFinder('data/api-errors.txt')

/** Codes of services; empty for what is no error, or may be anybody's. `name`: "NoSuchBucket", "SlowDownException". */
export function findErrorServices(name: string): string[] {
  const services = findServices(name)
  return services.length > 0 ? services : findServices(dropErrorSuffix(name))
}

/** SDKs add it to the names that have none. */
export function dropErrorSuffix(name: string): string {
  return name.replace(/(?:Exception|Error|Fault)$/, '')
}
