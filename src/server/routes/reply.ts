// Answers of the web page and the operators' addresses as values, and what they become. Compression, HEAD and the
// security headers are the server's business: see server-app.ts.

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Buffer
  /** The same body, compressed beforehand. */
  readonly gzipped?: Buffer
}

export function makeHtmlReply(document: { readonly text: string }, status = 200): Reply {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'private, no-cache',
      Vary: 'Accept-Language, Cookie',
    },
    body: document.text,
  }
}

export function makeJsonReply(value: unknown, status = 200): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'private, no-store' },
    body: JSON.stringify(value),
  }
}

export function makeTextReply(text: string, status = 200, headers: Reply['headers'] = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: text,
  }
}

/** `location` is an address on this server. */
export function makeRedirect(location: string, cookies: readonly string[] = []): Reply {
  return {
    status: 303,
    headers: {
      Location: location,
      'Cache-Control': 'no-store',
      ...(cookies.length > 0 ? { 'Set-Cookie': cookies } : {}),
    },
    body: '',
  }
}

export function toResponse({ status, headers, body, gzipped }: Reply, takesGzip: boolean): Response {
  const encoded = takesGzip ? gzipped : undefined
  const content = encoded ?? body
  const fields = new Headers()
  for (const [name, value] of Object.entries(headers))
    for (const one of typeof value === 'string' ? [value] : value) fields.append(name, one)
  if (gzipped) fields.append('Vary', 'Accept-Encoding')
  if (encoded) fields.set('Content-Encoding', 'gzip')
  // HEAD has it too.
  fields.set('Content-Length', String(Buffer.byteLength(content)))
  const bytes = typeof content === 'string' ? content : new Uint8Array(content)
  return new Response(content.length === 0 ? null : bytes, { status, headers: fields })
}
