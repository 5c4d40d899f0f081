// What a script was started with. `--help` prints the head of the script's file, which is where its usage stands, and
// the options that it reads; an option that there is not is told in one line. The only reader of options in `scripts`.

import { readFileSync } from 'node:fs'
import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

/** Exit code of a command line that is not understood. */
const MISUSED = 2

export function readOptions<const T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  const args = process.argv.slice(2)
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  if (own.includes('--help') || own.includes('-h')) {
    console.log(explainScript(readFileSync(process.argv[1] ?? '', 'utf8'), config.options ?? {}))
    process.exit(0)
  }
  try {
    return parseArgs(config)
  } catch (error) {
    // The first sentence says which; the next, how to pass a file of such a name.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    refuseCommand(`${reason.replace(/\.$/, '')}.`)
  }
}

/** Ends a script whose command line makes no sense, with one line that says why. */
export function refuseCommand(reason: string): never {
  console.error(`error: ${reason} --help says what it takes.`)
  process.exit(MISUSED)
}

export function explainScript(source: string, options: Options): string {
  const [head = ''] = /^(?:\/\/.*\n)*/.exec(source) ?? []
  const lines = Object.entries(options).map(([name, { type, multiple, default: standard }]) => {
    const takes = type === 'string' ? ` VALUE${multiple ? ' …' : ''}` : ''
    const unless = typeof standard === 'string' ? `(default: ${standard})` : ''
    return `  ${`--${name}${takes}`.padEnd(24)} ${unless}`.trimEnd()
  })
  return [head.replaceAll(/^\/\/ ?/gm, '').trimEnd(), '', 'Options:', ...lines, '  --help'].join('\n')
}
