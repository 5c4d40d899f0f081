// Questions and answers between the primary process and a worker, over the channel that node gives them. Others'
// messages on it are passed by.

export interface Port {
  send(message: object): void
  listen(take: (message: unknown) => void): void
}

export interface Channel {
  /** Never resolves when the other side is gone: whoever asks a process that may end has a deadline. */
  ask(topic: string, value?: unknown): Promise<unknown>
}

export type Answers = Readonly<Record<string, (value: unknown) => unknown>>

interface Message {
  readonly from: 'aws-docs-offline'
  readonly id: number
  /** Of a question; an answer has none. */
  readonly topic?: string
  readonly value?: unknown
}

export function openChannel(port: Port, answers: Answers): Channel {
  const waiting = new Map<number, (value: unknown) => void>()
  let last = 0
  const send = (message: Omit<Message, 'from'>) => port.send({ from: 'aws-docs-offline', ...message } satisfies Message)
  port.listen((message) => {
    if (!isOurs(message)) return
    const { id, topic, value } = message
    if (topic === undefined) {
      waiting.get(id)?.(value)
      waiting.delete(id)
      return
    }
    void Promise.resolve(answers[topic]?.(value)).then((answer) => send({ id, value: answer }))
  })
  return {
    ask: (topic, value) =>
      new Promise((resolve) => {
        const id = ++last
        waiting.set(id, resolve)
        send({ id, topic, value })
      }),
  }
}

function isOurs(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'from' in message && message.from === 'aws-docs-offline'
}
