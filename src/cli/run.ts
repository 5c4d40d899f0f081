// The process: runs the program. report-error.ts says what becomes of an error.

import { createProgram } from './program.ts'
import { reportError } from './report-error.ts'

// A reader that went away (head, less) is a normal end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await createProgram().parseAsync()
} catch (error) {
  reportError(error)
}
