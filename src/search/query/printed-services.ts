// The services that the output of a program names where a reader names none. Pure.

import { calledService, hostsIn } from './endpoint-service.ts'

const PRINTED =
  /\barn:aws[\w-]*:([\w-]+):|\b([a-z][a-z0-9-]+):[A-Z][a-z]+[A-Za-z]+|\baws ([a-z0-9-]+) [a-z0-9-]+|\(Service: (?:Amazon ?|AWS ?)?([A-Za-z0-9]+)|\bAWS::([A-Za-z0-9]+)::/g
/** Who was not allowed to do what is no question about users and roles. */
const WHOSE = /^(?:iam|sts)$/

/** As people call them, each once. */
export function printedServices(text: string): string[] {
  const codes = [...text.matchAll(PRINTED)].flatMap(([, ...parts]) => parts.filter((part) => part !== undefined))
  const services = codes.map((code) => code.toLowerCase()).filter((code) => !WHOSE.test(code))
  return [...new Set([...hostsIn(text), ...services.map(calledService)])]
}
