// What one page may become. Nothing that the site makes comes near: its largest page has 0.5 million characters of
// Markdown, its deepest list five levels, and no page's Markdown is longer than its HTML.

/** Lists and quotes within each other; deeper ones are paragraphs. */
export const DEEPEST_NESTING = 16
/** Tables within each other; in deeper ones the cells are paragraphs. */
export const DEEPEST_TABLE = 3
/** Blanks and line breaks in a row. */
export const MOST_BLANKS = 40
/** Characters of Markdown. In UTF-8 that is less than what the store reads back. */
export const MOST_MARKDOWN = 20_000_000
/** Cells of all tables of a page with their spans resolved. */
export const MOST_GRID_CELLS = 1_000_000
/** Sections of a page; later headings are text of the last one. */
export const MOST_SECTIONS = 5_000
/** Characters of one passage. The site's longest code block has 23,000. */
export const LONGEST_PASSAGE = 32_000

/** Markup would make more of the page than may be kept: it is written without. */
export class ContentTooLarge extends Error {
  override readonly name = 'ContentTooLarge'
}

/** Characters of Markdown that a page of `length` characters of HTML may become. */
export function computeLongestMarkdown(length: number): number {
  return Math.min(MOST_MARKDOWN, 1_000_000 + 4 * length)
}

/** What is left of a bound. */
export class Allowance {
  private left: number

  constructor(most: number) {
    this.left = most
  }

  holds(count: number): boolean {
    return count <= this.left
  }

  /** False when it is used up; nothing is taken then. */
  take(count: number): boolean {
    if (!this.holds(count)) return false
    this.left -= count
    return true
  }

  /** Throws ContentTooLarge when it is used up. */
  spend(count: number): void {
    if (!this.take(count)) throw new ContentTooLarge()
  }
}
