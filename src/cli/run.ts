// The process: runs the program and says what became of an error.

import { DocsError, toMessage } from '../core/model/errors.ts'
import { chooseExitCode, talk } from './command-context.ts'
import { createProgram } from './program.ts'

// A reader that went away (head, less) is a normal end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await createProgram().parseAsync()
} catch (error) {
  if (error instanceof DocsError) {
    talk(`error: ${error.advice}`)
    process.exitCode = chooseExitCode(error)
  } else {
    talk(`error: ${error instanceof Error && error.stack ? error.stack : toMessage(error)}`)
    talk('This is a defect of aws-docs-offline.')
    process.exitCode = 1
  }
}
