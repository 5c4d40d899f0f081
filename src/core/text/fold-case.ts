// What is only a way of writing: case and width. For comparing names and titles, not for terms of the index.

export function foldCase(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
