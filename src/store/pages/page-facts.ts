// What is counted of a page for the ranker.

/** From here on more links to a page say nothing more. */
export const MOST_INBOUND = 200
