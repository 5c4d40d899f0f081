// Ids of elements that the site's build makes up; they change with every deployment.

/** Also within an address, after its "#". */
export const GENERATED_FRAGMENT = /#w\d+a[a-z][a-z0-9]*/g

export function isGeneratedId(id: string): boolean {
  return /^w\d+a[a-z]/.test(id)
}
