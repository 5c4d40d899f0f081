// Bytes that came and are no HTTP answer: the server is there, what it said of this one thing is broken.

import { errors } from 'undici'

export function isBrokenAnswer(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return cause instanceof errors.HTTPParserError || cause instanceof errors.HeadersOverflowError
}
