// A request's body as JSON, read up to a limit. What is over it is refused before it is read where the client announced
// its length.

import type { IncomingMessage } from 'node:http'

export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' | 'too-large' | 'malformed' | 'aborted' }

/** `beforeReading` is called when the body will be read: for clients that wait for "100 Continue". */
export async function readJsonBody(
  request: IncomingMessage,
  maxBytes: number,
  beforeReading: () => void,
): Promise<JsonBody> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return { kind: 'too-large' }
  beforeReading()
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const part = chunk as Buffer
      bytes += part.length
      if (bytes > maxBytes) return { kind: 'too-large' }
      chunks.push(part)
    }
  } catch {
    return { kind: 'aborted' }
  }
  if (bytes === 0) return { kind: 'empty' }
  try {
    return { kind: 'json', value: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown }
  } catch {
    return { kind: 'malformed' }
  }
}
