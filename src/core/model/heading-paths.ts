// The chain of sections around each section, which follows from order and level: extraction makes it, and whoever reads
// sections from the store or a bundle makes it again, since it is not kept. Pure.

export interface Titled {
  readonly level: number
  readonly title: string
}

/** `rows` in page order. The path goes from the page's title down to the section's own, both included. */
export function addHeadingPaths<Row extends Titled>(
  rows: readonly Row[],
): (Row & { readonly headingPath: readonly string[] })[] {
  const open: Titled[] = []
  return rows.map((row) => {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= row.level) open.pop()
    open.push(row)
    return { ...row, headingPath: open.map(({ title }) => title) }
  })
}
