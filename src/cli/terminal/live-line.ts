// The one line of a terminal that is drawn again and again, and the lines that go above it: whoever writes on that
// terminal meanwhile does it through here, so that nothing is overwritten.

import cliProgress from 'cli-progress'

export interface LiveLine {
  /** `compose` is asked whenever the line is drawn; it has at most `columns` columns. */
  draw(compose: (columns: number) => string): void
  /** The line goes away: what it said is said by what follows. */
  stop(): void
}

type Bars = InstanceType<typeof cliProgress.MultiBar>

let onScreen: { readonly bars: Bars; readonly stream: NodeJS.WriteStream } | undefined

/** Shown on a terminal while it lasts; there is one at a time. */
export function openLiveLine(stream: NodeJS.WriteStream): LiveLine {
  let composeLine: (columns: number) => string = () => ''
  const bars = new cliProgress.MultiBar({
    stream,
    // `^C` is echoed behind the line, and a full line would wrap on some terminals.
    format: (_options, { maxWidth }) => composeLine(Math.max(1, maxWidth - 4)),
    // A mode that long messages would be cut in, and a killed process would leave behind: as a hidden cursor.
    linewrap: true,
    hideCursor: false,
    // A stopped run still has its pages under way to tell of.
    gracefulExit: false,
    clearOnComplete: true,
    forceRedraw: true,
  })
  let isOpen = false
  return {
    draw(compose) {
      composeLine = compose
      if (isOpen) return
      isOpen = true
      bars.create(0, 0)
      onScreen = { bars, stream }
      bars.update()
    },
    stop() {
      if (!isOpen) return
      isOpen = false
      onScreen = undefined
      bars.stop()
    },
  }
}

/** Writes whole lines for people, above the live line where there is one. */
export function writeAbove(lines: string, stream: NodeJS.WriteStream = process.stderr): void {
  if (onScreen?.stream !== stream) {
    stream.write(lines)
    return
  }
  onScreen.bars.log(lines)
  onScreen.bars.update()
}
