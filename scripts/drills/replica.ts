// A replica of the documentation site in a process of its own, as the drills use it: started, asked to change, and
// asked what was asked of it. The replica (../shared/replica) is not part of the project.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface ReplicaRequest {
  readonly path: string
  readonly status: number | string
  readonly conditional: boolean
}

export interface Replica {
  readonly origin: string
  /** Asks for a change: `edit`, `delete`, `move`, `add`, `deploy`, `faults`. */
  change(what: string, body: object): Promise<void>
  /** Requests since the last call of `forget`. */
  listRequests(): Promise<ReplicaRequest[]>
  forget(): Promise<void>
  close(): Promise<void>
}

/** `folder` holds serve.mjs and the packed guides; `guides` are the files below site/ to serve, all when empty. */
export async function startReplica(folder: string, guides: readonly string[] = []): Promise<Replica> {
  const server = join(resolve(folder), 'serve.mjs')
  if (!existsSync(server)) {
    throw new Error(
      `There is no replica of the site at ${folder}: expected its serve.mjs. Name its folder with --site.`,
    )
  }
  const sites =
    guides.length > 0 ? guides.map((name) => join(resolve(folder), 'site', name)) : [join(resolve(folder), 'site')]
  // A script that is reached by a link does not know itself as the one that was started.
  const child = spawn(process.execPath, [realpathSync(server), ...sites], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`The replica of ${folder} ended with ${code} before it said where it listens.`)
  })
  const [line] = (await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), ended])) as [string]
  ended.catch(() => {})
  const { origin } = JSON.parse(line) as { origin: string }
  const post = async (what: string, body: object) => {
    const answer = await fetch(`${origin}/__replica/${what}`, { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`The replica refused ${what} ${JSON.stringify(body)}: ${await answer.text()}`)
  }
  return {
    origin,
    change: post,
    forget: () => post('stats/reset', {}),
    async listRequests() {
      const stats = (await (await fetch(`${origin}/__replica/stats`)).json()) as { log: ReplicaRequest[] }
      return stats.log
    },
    async close() {
      const gone = once(child, 'exit')
      child.kill()
      await gone
    },
  }
}
