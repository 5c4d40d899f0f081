// Text without case, width, blanks and punctuation: for saying whether two titles are the same. Pure.

export function foldForCompare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '')
}
