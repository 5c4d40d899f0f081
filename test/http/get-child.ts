// One GET in a process of its own, under the environment that a test gives it: get-child.ts ORIGIN

import { systemClock } from '../../src/core/platform/clock.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'

const [origin = ''] = process.argv.slice(2)
const client = createHttpClient({ clock: systemClock, ...(origin !== '' && { origin }) })
const outcome = await client.get('https://docs.aws.amazon.com/mill/latest/dg/belts.html')
const body = outcome.kind === 'fresh' ? new TextDecoder().decode(outcome.body) : undefined
process.stdout.write(JSON.stringify({ ...outcome, body }))
await client.close()
