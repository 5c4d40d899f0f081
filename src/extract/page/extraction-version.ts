// The version of what extraction makes. Raised whenever the same HTML would give different Markdown, sections, passages
// or tables, so that stored pages are read again.

export const EXTRACTION_VERSION = 2
