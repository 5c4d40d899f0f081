// Room for new connections: when there are too many, the one that has waited longest without a request, of the address
// that holds most, makes way. So nobody keeps others out by opening connections and saying nothing.

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Beyond this no connection is accepted at all: every one of them has a request under way. */
const HARD_LIMIT_FACTOR = 2

export function limitConnections(server: Server, most: number): void {
  server.maxConnections = HARD_LIMIT_FACTOR * most
  /** Those without a request, by address; the one that has waited longest first. */
  const idle = new Map<string, Set<Socket>>()
  let open = 0
  const leaveIdle = (socket: Socket, address: string) => {
    const sockets = idle.get(address)
    sockets?.delete(socket)
    if (sockets?.size === 0) idle.delete(address)
  }
  const becomeIdle = (socket: Socket, address: string) => {
    const sockets = idle.get(address) ?? new Set()
    sockets.add(socket)
    idle.set(address, sockets)
  }
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    open += 1
    socket.once('close', () => {
      open -= 1
      leaveIdle(socket, address)
    })
    if (open > most) findLongestIdle(idle)?.destroy()
    becomeIdle(socket, address)
  })
  const markBusy = ({ socket }: IncomingMessage, response: ServerResponse) => {
    const address = socket.remoteAddress ?? ''
    leaveIdle(socket, address)
    response.once('close', () => {
      if (!socket.destroyed) becomeIdle(socket, address)
    })
  }
  server.on('request', markBusy).on('checkContinue', markBusy)
}

function findLongestIdle(idle: ReadonlyMap<string, ReadonlySet<Socket>>): Socket | undefined {
  let largest: ReadonlySet<Socket> | undefined
  for (const sockets of idle.values()) if (sockets.size > (largest?.size ?? 0)) largest = sockets
  return largest?.values().next().value
}
