// What becomes of an error that a command ends with: a line for people, and the exit code.

import { DocsError, toMessage } from '../core/model/errors.ts'
import { chooseExitCode, EXIT, getCommandSetting, talk } from './command-context.ts'

export function reportError(error: unknown): void {
  if (error instanceof DocsError) {
    talk(`error: ${error.adviceFor(getCommandSetting())}`)
    process.exitCode = chooseExitCode(error)
  } else {
    talk(`error: ${error instanceof Error && error.stack ? error.stack : toMessage(error)}`)
    talk('This is a defect of aws-docs-offline.')
    process.exitCode = EXIT.error
  }
}
