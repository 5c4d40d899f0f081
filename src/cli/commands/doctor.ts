// doctor: look at this machine and the index, and say what to do about what is wrong.

import type { Command } from 'commander'
import type { Level } from '../../doctor/check-result.ts'
import type { Examination } from '../../doctor/examine.ts'
import { EXIT, print, runWithApp } from '../command-context.ts'

interface DoctorOptions {
  readonly online?: boolean
  readonly json?: boolean
}

/** How bad it is: nothing works as it should (1) is worse than something to look at (2). */
const EXIT_CODES: Readonly<Record<Level, number>> = { ok: EXIT.ok, warning: EXIT.partial, error: EXIT.error }

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('find out what is wrong, and how to fix it')
    .description(
      'Looks at Node, SQLite, the index and all that is in it, locks, permissions, disk space, the files ' +
        'beside the index, proxy and certificates, and says what to do about what is wrong. Changes ' +
        'nothing, and asks the site only with --online.',
    )
    .option('--online', 'ask the site too: robots.txt, one page, the live search')
    .option('--json', 'the findings as one line of JSON')
    .addHelpText('after', '\nExit codes: 0 healthy, 2 something to look at, 1 broken, 3 refused.')
    .action((options: DoctorOptions, command: Command) =>
      runWithApp(command, async (app) => {
        const examination = await app.index.examine(options.online === true)
        print(options.json ? examination : formatText(examination))
        process.exitCode = EXIT_CODES[examination.level]
      }),
    )
}

function formatText({ level, findings }: Examination): string {
  const lines = findings.flatMap(({ check, level: how, message, remedy }) => [
    `${how.padEnd(8)} ${check.padEnd(12)} ${message}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(22)}${remedy}`]),
  ])
  const end = {
    ok: 'All is well.',
    warning: 'It works; see the warnings.',
    error: 'Something is broken; see the errors.',
  }
  return [...lines, end[level]].join('\n')
}
