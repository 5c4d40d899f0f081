// What the web page gives the server to mount: its addresses, each with the name that logs and metrics know it by, and
// what it is told of a request.

import type { Reply } from './reply.ts'

export interface PageRequest {
  /** Path and query, without slashes or dots too many. Its host means nothing. */
  readonly url: URL
  readonly cookies: Readonly<Record<string, string>>
  /** Languages that the browser asks for, most wanted first. */
  readonly languages: readonly string[]
  /** By which the browser reached this server: `https://docs.example.com`. */
  readonly origin: string
  /** Aborts when whoever asked has gone. */
  readonly signal: AbortSignal
}

export interface PageRoute {
  /** Addresses carry what people search for, so they are not written down. */
  readonly name: string
  /** A path, or the beginning of one with `/*` behind it. */
  readonly path: string
  /** Answered without a search: it waits for none, and its ETag is compared. */
  readonly isCheap?: boolean
  /** Answers a GET or HEAD. Throws only what is a bug. */
  answer(request: PageRequest): Promise<Reply> | Reply
}

export interface Pages {
  readonly routes: readonly PageRoute[]
  answerNotFound(request: PageRequest): Reply
  /** The page for something that was thrown. */
  answerFailure(request: PageRequest): Reply
}
