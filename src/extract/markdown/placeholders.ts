// Tokens: one-line stand-ins for code blocks, headings, tables and anchors while Turndown works, so that nothing on the
// way (trimming, list indentation, quoting) can touch a byte of code, and so that each is found again with its exact
// offset.
// They are made of Unicode noncharacters, which no text may hold.

const BLOCK_OPEN = '\uFDD0'
const BLOCK_CLOSE = '\uFDD1'
const ANCHOR_OPEN = '\uFDD2'
const ANCHOR_CLOSE = '\uFDD3'

/** Matches one token: group 1 is the slot of a block, group 2 that of an anchor. */
export const TOKEN = /\uFDD0(\d+)\uFDD1|\uFDD2(\d+)\uFDD3/g
export const BLOCK_TOKEN = /\uFDD0(\d+)\uFDD1/g
const ANCHOR_TOKEN = /\uFDD2\d+\uFDD3/g
const LONE_ANCHORS = /\n\n((?:\uFDD2\d+\uFDD3 ?)+)(?=\n\n)/g
const LEADING_ANCHORS = /^((?:\uFDD2\d+\uFDD3 ?)+)\n+/
/** What a document must not bring along. */
export const RESERVED = /[\uFDD0-\uFDD3]/g
/** The same before it is parsed: as characters or as character references. */
export const RESERVED_AS_WRITTEN = /[\uFDD0-\uFDD3]|&#(?:x0*fdd[0-3]|0*6497[6-9])/i

export function makeBlockToken(slot: number): string {
  return BLOCK_OPEN + slot + BLOCK_CLOSE
}

export function makeAnchorToken(slot: number): string {
  return ANCHOR_OPEN + slot + ANCHOR_CLOSE
}

export function isBlockLine(line: string): boolean {
  return line.startsWith(BLOCK_OPEN)
}

export function hasBlockToken(text: string): boolean {
  return text.includes(BLOCK_OPEN)
}

export function dropAnchors(text: string): string {
  return text.includes(ANCHOR_OPEN) ? text.replace(ANCHOR_TOKEN, '') : text
}

/** A paragraph of nothing but anchors would leave an empty paragraph: the anchors move to the end of the one before. */
export function tuckLoneAnchors(text: string): string {
  return text.includes(ANCHOR_OPEN) ? text.replace(LEADING_ANCHORS, '$1').replace(LONE_ANCHORS, '$1') : text
}
