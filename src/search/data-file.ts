// Where the program's data files are. In a file of this depth, because a program that is joined into one file lies as
// deep below them (scripts/mcpb).

export function dataFile(name: string): URL {
  return new URL(`../../data/${name}`, import.meta.url)
}
