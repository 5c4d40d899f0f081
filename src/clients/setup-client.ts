// Setting up a client: what would stand in its configuration, and putting it there or taking it away.

import { stringify } from 'smol-toml'
import { DocsError } from '../core/model/errors.ts'
import { findNearNames, formatSuggestion } from '../core/text/near-names.ts'
import { quoteBriefly } from '../core/text/shorten.ts'
import { readConfig, writeConfig } from './config-file.ts'
import type { EntryPlace } from './edit.ts'
import { hasJsonServer, putJsonServer, removeJsonServer } from './edit-json.ts'
import { hasTomlServer, putTomlServer, removeTomlServer } from './edit-toml.ts'
import { CLIENTS, type Client, type Machine, type ServerEntry } from './known-clients.ts'

/** The key of our server in every configuration. */
export const SERVER_NAME = 'aws-docs-offline'

export type SetupChange =
  | { readonly kind: 'written' | 'removed'; readonly file: string; readonly backup: string | undefined }
  /** It was there already, or there was none. */
  | { readonly kind: 'unchanged'; readonly file: string }

export interface ClientState {
  readonly id: string
  readonly name: string
  readonly file: string
  /** `unreadable`: the file is there and cannot be understood. */
  readonly state: 'set up' | 'not set up' | 'no file' | 'unreadable'
}

/** Throws DocsError BAD_INPUT naming those that there are. */
export function chooseClient(id: string): Client {
  const client = CLIENTS.find((one) => one.id === id.toLowerCase())
  if (client) return client
  throw new DocsError('BAD_INPUT', `${quoteBriefly(id)} is no client that is known here.`, {
    hint: [formatSuggestion(findNearClients(id)), `Use one of ${CLIENTS.map((one) => one.id).join(', ')}.`]
      .filter(Boolean)
      .join(' '),
  })
}

function findNearClients(id: string): string[] {
  const near = findNearNames(
    id,
    CLIENTS.flatMap((client) => [client.id, client.name]),
  )
  return CLIENTS.filter((client) => near.includes(client.id) || near.includes(client.name)).map((client) => client.id)
}

export function listClientStates(machine: Machine): ClientState[] {
  return CLIENTS.map((client) => {
    const file = client.getFile(machine)
    return { id: client.id, name: client.name, file, state: readState(client, file) }
  })
}

/** The configuration that holds our server and nothing else. */
export function formatExampleConfig(client: Client, server: ServerEntry): string {
  const config = { [client.container]: { [SERVER_NAME]: { ...client.makeEntry(server), ...client.initial } } }
  return client.format === 'toml' ? stringify(config).trimEnd() : JSON.stringify(config, undefined, 2)
}

/**
 * Puts our server in, keeping everything else and what the user has added to its entry. Throws DocsError BAD_CONFIG;
 * the file is then as it was.
 */
export function addServer(client: Client, machine: Machine, server: ServerEntry, now: number): SetupChange {
  const put = { ...choosePlace(client), entry: client.makeEntry(server), initial: client.initial }
  const edit = client.format === 'toml' ? putTomlServer : putJsonServer
  return change(client.getFile(machine), 'written', now, (text) => edit(text, put))
}

/** Takes our server out, keeping everything else. Throws DocsError BAD_CONFIG; the file is then as it was. */
export function removeServer(client: Client, machine: Machine, now: number): SetupChange {
  const edit = client.format === 'toml' ? removeTomlServer : removeJsonServer
  return change(client.getFile(machine), 'removed', now, (text) => edit(text, choosePlace(client)))
}

function change(file: string, kind: 'written' | 'removed', now: number, edit: (text: string) => string): SetupChange {
  const before = readNamed(file)
  const text = before ?? ''
  // Editors on Windows begin a file with a byte order mark.
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const after = nameFileInErrors(file, () => mark + edit(text.slice(mark.length)))
  if (after === text) return { kind: 'unchanged', file }
  return { kind, file, ...writeConfig(file, before, after, now) }
}

function readState(client: Client, file: string): ClientState['state'] {
  try {
    const text = readConfig(file)
    if (text === undefined) return 'no file'
    const has = client.format === 'toml' ? hasTomlServer : hasJsonServer
    return has(text.replace(/^\uFEFF/, ''), choosePlace(client)) ? 'set up' : 'not set up'
  } catch {
    return 'unreadable'
  }
}

function choosePlace({ container }: Client): EntryPlace {
  return { container, name: SERVER_NAME }
}

function readNamed(file: string): string | undefined {
  return nameFileInErrors(file, () => readConfig(file))
}

function nameFileInErrors<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof DocsError) || error.message.startsWith(file)) throw error
    throw new DocsError(error.code, `${file} is not changed: ${error.message}.`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error,
    })
  }
}
