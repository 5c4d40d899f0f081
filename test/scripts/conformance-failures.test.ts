import { expect, test } from 'vitest'
import { unexpectedFailures } from '../../scripts/checks/conformance-failures.ts'

const failing = (errorMessage?: string) => [{ status: 'SUCCESS' }, { status: 'FAILURE', errorMessage }]

test('what fails for want of a fixture or of an undeclared capability is expected, and nothing else', () => {
  const scenarios = [
    { name: 'tools-call-image', checks: failing('Failed: Tool test_image_content not found') },
    { name: 'resources-read-text', checks: failing('Failed: Resource not found: test://static-text') },
    { name: 'logging-set-level', checks: failing('Failed: Method not found') },
    { name: 'tasks-lifecycle', checks: failing() },
    { name: 'tools-list', checks: failing('Failed: Method not found') },
    { name: 'ping', checks: failing() },
    { name: 'server-initialize', checks: [{ status: 'SUCCESS' }] },
  ]
  expect(unexpectedFailures(scenarios)).toEqual(['tools-list: Failed: Method not found', 'ping: no message'])
})
