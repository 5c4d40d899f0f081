// The server's log: one JSON object a line on stderr. What people ask for is not in it unless somebody asked for that.

import type { Clock } from '../../core/platform/clock.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { toPrintableJson } from '../../core/text/printable.ts'

export type EventFields = Readonly<Record<string, string | number | boolean | undefined>>

export interface EventLog extends Logger {
  write(name: string, fields: EventFields): void
}

/** `always` stands in every line. */
export function createEventLog(stream: NodeJS.WritableStream, clock: Clock, always: EventFields = {}): EventLog {
  const write = (level: 'info' | 'warn', event: string, fields: EventFields) => {
    const time = new Date(clock.now()).toISOString()
    stream.write(`${toPrintableJson({ time, level, event, ...always, ...fields })}\n`)
  }
  return {
    write: (name, fields) => write('info', name, fields),
    info: (message) => write('info', 'message', { message }),
    warn: (message) => write('warn', 'message', { message }),
  }
}
