// Setting up clients, put together: this machine, or another platform's paths to print.

import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import type { Machine, Platform, ServerEntry } from '../clients/known-clients.ts'
import type { ClientState, SetupChange } from '../clients/setup-client.ts'
import { DocsError } from '../core/model/errors.ts'
import type { Clock } from '../core/platform/clock.ts'

export interface SetupRequest {
  /** Id of a client. */
  readonly client: string
  readonly action: 'show' | 'write' | 'remove'
  readonly server: ServerEntry
  /** This machine's unless another one's paths are to be shown. */
  readonly platform?: Platform | undefined
}

export type SetupAnswer = { readonly name: string; readonly afterwards: string } & (
  | {
      readonly kind: 'shown'
      readonly file: string
      readonly config: string
      /** Whether the paths in it are those of this machine, which is of another platform. */
      readonly isDistant: boolean
    }
  | SetupChange
)

/** Throws DocsError BAD_INPUT and BAD_CONFIG. */
export async function setUp(
  { client: id, action, server, platform }: SetupRequest,
  clock: Clock,
): Promise<SetupAnswer> {
  const [{ makeOtherPlatform }, { addServer, chooseClient, formatExampleConfig, removeServer }] = await Promise.all([
    import('../clients/known-clients.ts'),
    import('../clients/setup-client.ts'),
  ])
  const client = chooseClient(id)
  const here = getMachine()
  const isDistant = platform !== undefined && platform !== here.platform
  const { name, afterwards } = client
  if (action === 'show') {
    const file = client.getFile(isDistant ? makeOtherPlatform(platform) : here)
    return { kind: 'shown', name, afterwards, file, config: formatExampleConfig(client, server), isDistant }
  }
  if (isDistant) {
    throw new DocsError(
      'BAD_INPUT',
      `This machine is ${here.platform}; files of ${platform} are not changed from here.`,
      {
        hint: `Leave out --platform, or run the command on the other machine.`,
      },
    )
  }
  const now = clock.now()
  const change = action === 'write' ? addServer(client, here, server, now) : removeServer(client, here, now)
  return { ...change, name, afterwards }
}

export async function listClients(): Promise<ClientState[]> {
  const { listClientStates } = await import('../clients/setup-client.ts')
  return listClientStates(getMachine())
}

function getMachine(): Machine {
  const platform = process.platform === 'darwin' ? 'macos' : process.platform === 'win32' ? 'windows' : 'linux'
  return { platform, home: homedir(), env: process.env, exists: existsSync }
}
