import { expect, test } from 'vitest'
import { listUnexpectedFailures } from '../../scripts/checks/conformance-failures.ts'

const makeFailing = (errorMessage?: string) => [{ status: 'SUCCESS' }, { status: 'FAILURE', errorMessage }]

test('what fails for want of a fixture or of an undeclared capability is expected, and nothing else', () => {
  const scenarios = [
    { name: 'tools-call-image', checks: makeFailing('Failed: Tool test_image_content not found') },
    { name: 'resources-read-text', checks: makeFailing('Failed: Resource not found: test://static-text') },
    { name: 'logging-set-level', checks: makeFailing('Failed: Method not found') },
    { name: 'tasks-lifecycle', checks: makeFailing() },
    { name: 'tools-list', checks: makeFailing('Failed: Method not found') },
    { name: 'ping', checks: makeFailing() },
    { name: 'server-initialize', checks: [{ status: 'SUCCESS' }] },
  ]
  expect(listUnexpectedFailures(scenarios)).toEqual(['tools-list: Failed: Method not found', 'ping: no message'])
})
