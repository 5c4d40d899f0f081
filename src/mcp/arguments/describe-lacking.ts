// What is said of an argument that a tool must have and did not get: the checker would call an empty one undefined,
// which nobody sent. Pure.

import type { DeclaredArguments, ReadArguments } from './read-arguments.ts'

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

type Given = Pick<DeclaredArguments, 'properties'> & Pick<ReadArguments, 'values' | 'empty'>

/** The checker's own words for everything else. */
export function describeLacking<One extends Issue>(
  issues: readonly One[],
  { properties, values, empty }: Given,
): (One | Issue)[] {
  return issues.map((issue) => {
    const [name, ...inner] = issue.path
    if (typeof name !== 'string' || inner.length > 0 || name in values) return issue
    const { description } = properties[name] ?? {}
    const how = empty.includes(name) ? 'is empty' : 'is missing'
    return { path: issue.path, message: description ? `${how}. Expected: ${description}` : `${how}.` }
  })
}
