// A thread that extracts one page after another. Started by extract-in-thread.ts, which finds it by its name beside
// itself: in dist, under tsx, and in the joined program of the .mcpb.

import { parentPort } from 'node:worker_threads'
import type { DocUrl } from '../../core/model/doc-url.ts'
import { toMessage } from '../../core/model/errors.ts'
import type { Extraction } from '../../core/model/page.ts'
import { extractPage } from '../page/extract-page.ts'

export interface ExtractionJob {
  readonly html: string
  readonly url: DocUrl
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'extracted'; readonly extraction: Extraction }
  | { readonly kind: 'broken'; readonly reason: string }

parentPort?.on('message', (job: ExtractionJob) => send(extractJob(job)))
send({ kind: 'ready' })

function extractJob({ html, url }: ExtractionJob): WorkerMessage {
  try {
    return { kind: 'extracted', extraction: extractPage(html, url) }
  } catch (error) {
    return { kind: 'broken', reason: toMessage(error) }
  }
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}
