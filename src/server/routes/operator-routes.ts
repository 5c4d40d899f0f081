// For those who run the server: whether requests may be sent here.

import { DocsError } from '../../core/model/errors.ts'
import { makeJsonReply, type Reply } from './reply.ts'

export interface GuideCount {
  readonly catalogId: string
  readonly locale: string
  readonly pages: number
  /** When the page that was checked least recently was checked, in milliseconds since the epoch. */
  readonly oldest: number | undefined
}

/** What is indexed now. Throws DocsError when the index cannot be read. */
export type CountGuides = () => Promise<readonly GuideCount[]>

/** 200 when questions can be answered from an index; 503 with the reason otherwise. */
export async function answerHealth(guides: CountGuides, isStopping: boolean): Promise<Reply> {
  const status = isStopping ? 'stopping' : await describeIndex(guides)
  return makeJsonReply({ status }, status === 'ok' ? 200 : 503)
}

async function describeIndex(guides: CountGuides): Promise<string> {
  try {
    return (await guides()).some(({ pages }) => pages > 0) ? 'ok' : 'no-index'
  } catch (error) {
    if (error instanceof DocsError) return error.code.toLowerCase().replaceAll('_', '-')
    throw error
  }
}
