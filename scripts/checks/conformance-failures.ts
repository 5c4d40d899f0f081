// Which failures of the MCP conformance suite say something about this server. The suite's own test server has tools,
// prompts and resources of certain names, and capabilities that this one does not declare.

export interface SuiteCheck {
  readonly status: string
  readonly errorMessage?: string | undefined
}

export interface Scenario {
  readonly name: string
  readonly checks: readonly SuiteCheck[]
}

const FIXTURES =
  /\btest_\w+|test:\/\/|json_schema_2020_12_tool|\b(?:slow_compute|failing_job|protocol_error_job|greet|confirm_delete|multi_input)\b/

/**
 * Scenarios of what is not declared: logging, subscriptions, sampling, elicitation, input of the user amid a call,
 * tasks, x-mcp-header.
 */
const UNDECLARED =
  /^(?:logging-|resources-(?:un)?subscribe$|tools-call-(?:with-logging|sampling|elicitation)$|elicitation-|input-required-result-|tasks-|http-custom-header-)/

/** Scenario and message of each failure that is not explained by that. */
export function listUnexpectedFailures(scenarios: readonly Scenario[]): string[] {
  return scenarios
    .filter(({ name }) => !UNDECLARED.test(name))
    .flatMap(({ name, checks }) =>
      checks
        .filter(({ status, errorMessage = '' }) => status === 'FAILURE' && !FIXTURES.test(errorMessage))
        .map(({ errorMessage = 'no message' }) => `${name}: ${errorMessage}`),
    )
}
