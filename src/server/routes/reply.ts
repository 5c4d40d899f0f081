// Answers as values, and the one place that writes them: security headers, compression, HEAD. Nothing else of the web page touches a ServerResponse.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Html } from '../../web/html.ts'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Buffer
}

const COMPRESS_FROM_BYTES = 1024
const compress = promisify(gzip)

/** Nothing but this server, and nothing inline: what a page of the documentation might smuggle in has nowhere to go. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const SECURITY_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), clipboard-write=(self)',
}

export function htmlReply(document: Html, status = 200): Reply {
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

export function jsonReply(value: unknown, status = 200): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'private, no-store' },
    body: JSON.stringify(value),
  }
}

export function textReply(text: string, status = 200, headers: Reply['headers'] = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: text,
  }
}

/** `location` is an address on this server. */
export function redirect(location: string, cookies: readonly string[] = []): Reply {
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

/** Writes the answer; a client that is gone is no error. */
export async function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
  const headers: Record<string, string | string[]> = { ...SECURITY_HEADERS }
  for (const [name, value] of Object.entries(reply.headers))
    headers[name] = typeof value === 'string' ? value : [...value]
  let body: string | Buffer = reply.body
  const isText = /^(?:text|application\/json)/.test(String(headers['Content-Type'] ?? ''))
  if (typeof body === 'string' && isText && body.length >= COMPRESS_FROM_BYTES) {
    headers.Vary = headers.Vary ? `${headers.Vary}, Accept-Encoding` : 'Accept-Encoding'
    if (acceptsGzip(request)) {
      body = await compress(body, { level: 5 })
      headers['Content-Encoding'] = 'gzip'
    }
  }
  if (response.destroyed || response.headersSent) return
  if (reply.status !== 304) headers['Content-Length'] = String(Buffer.byteLength(body))
  response.writeHead(reply.status, headers)
  response.end(request.method === 'HEAD' || reply.status === 304 ? undefined : body)
}

export function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))/.test(String(request.headers['accept-encoding'] ?? ''))
}
