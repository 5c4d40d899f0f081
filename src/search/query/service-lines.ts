// Files of data with a line for each service: the code that programs call it, and names that are its own.

import { readFileSync } from 'node:fs'
import { getPackageFile } from '../../core/platform/get-package-file.ts'

/**
 * `file`: its path within the package. It is read when the first name is asked for, and kept as text, which a search
 * goes through in less time than a table of all names would take to make.
 */
export function makeServiceFinder(file: string): (name: string) => string[] {
  let read: string | undefined
  return (name) => {
    // A name ends with a blank on every line, so that it is found whole.
    read ??= `\n${readFileSync(getPackageFile(file), 'utf8').replaceAll('\n', ' \n')}`
    return findLinesWith(read, name)
  }
}

function findLinesWith(text: string, name: string): string[] {
  const services: string[] = []
  const wanted = ` ${name} `
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const line = text.lastIndexOf('\n', at) + 1
    if (text[line] !== '#') services.push(text.slice(line, text.indexOf(' ', line)))
  }
  return services
}
