// What one GET can come to. Every outcome is a value; only a broken expectation throws.

/** What a server gave to ask "has it changed?" with next time. */
export interface Validators {
  readonly etag: string | undefined
  readonly lastModified: string | undefined
}

export type FetchOutcome =
  /** 200 with a whole body. `url` is where it was found, after redirects, in terms of the canonical site. */
  | {
      readonly kind: 'fresh'
      readonly url: string
      readonly body: Uint8Array
      readonly contentType: string
      readonly validators: Validators
      readonly redirected: boolean
    }
  | { readonly kind: 'not-modified'; readonly validators: Validators }
  /** 404 or 410. */
  | { readonly kind: 'gone'; readonly status: number }
  /** 429, or 503 with Retry-After. `retryAfterMs` when the server said how long. */
  | { readonly kind: 'throttled'; readonly status: number; readonly retryAfterMs: number | undefined }
  /** Worth another try: 5xx, a reset, a cut body, a timeout. */
  | { readonly kind: 'failed'; readonly reason: string; readonly status: number | undefined }
  /** Not worth another try: 401, 403, too large, a redirect out of the allowed hosts, a redirect loop. */
  | { readonly kind: 'refused'; readonly reason: string; readonly status: number | undefined }

export interface FetchOptions {
  readonly validators?: Validators
  readonly signal?: AbortSignal
  /** Of each hop. */
  readonly timeoutMs?: number
  /** Of the decoded body; what the client takes at most when absent. */
  readonly maxBytes?: number
  /**
   * Called when an answer has begun to come, whole or broken: what goes wrong then is the page's fault and not the
   * site's.
   */
  readonly onAnswer?: () => void
  /**
   * Called with the canonical URL of each redirect before it is followed, and waited for outside of `timeoutMs`; gives
   * why it must not be.
   */
  readonly beforeHop?: (url: string) => Promise<string | undefined>
}

/**
 * The only way out of the process; tests hand in their own. `url` is canonical; the origin is the client's business.
 */
export interface Fetcher {
  get(url: string, options?: FetchOptions): Promise<FetchOutcome>
}
