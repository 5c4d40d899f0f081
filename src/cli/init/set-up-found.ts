// The assistants that are found on this machine, and setting them up. One whose file cannot be changed does not keep
// the others from it.

import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname } from 'node:path'
import type { App } from '../../app.ts'
import type { ServerEntry } from '../../clients/known-clients.ts'
import type { ClientState } from '../../clients/setup-client.ts'
import { DocsError } from '../../core/model/errors.ts'

export interface ClientResult {
  readonly id: string
  readonly name: string
  readonly file: string
  readonly outcome: 'written' | 'unchanged' | 'failed'
  /** What to do next, or why it failed. */
  readonly note: string
}

export async function listFoundClients(app: App): Promise<ClientState[]> {
  return (await app.clients.list()).filter(isFound)
}

export async function setUpClients(app: App, ids: readonly string[], server: ServerEntry): Promise<ClientResult[]> {
  const states = await app.clients.list()
  const results: ClientResult[] = []
  for (const id of ids) {
    const { name = id, file = '' } = states.find((one) => one.id === id.toLowerCase()) ?? {}
    try {
      const answer = await app.clients.setUp({ client: id, action: 'write', server })
      const outcome = answer.kind === 'written' ? 'written' : 'unchanged'
      results.push({ id, name, file: answer.file, outcome, note: outcome === 'written' ? answer.afterwards : '' })
    } catch (error) {
      if (!(error instanceof DocsError)) throw error
      results.push({ id, name, file, outcome: 'failed', note: error.advice })
    }
  }
  return results
}

// A program that was never told about a server has no file yet, and a folder of its own.
function isFound({ state, file }: ClientState): boolean {
  const folder = dirname(file)
  return state !== 'no file' || (folder !== homedir() && existsSync(folder))
}
