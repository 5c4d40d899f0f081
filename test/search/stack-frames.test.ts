// Of the stack traces of each language what went wrong is left, and no frame. The programs and messages are made up.

import { expect, test } from 'vitest'
import { dropStackFrames } from '../../src/search/query/drop-stack-frames.ts'
import { listPrintedServices } from '../../src/search/query/list-printed-services.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { looksPasted, stripNoise } from '../../src/search/query/query-noise.ts'

const JAVA = [
  'Exception in thread "main" com.amazonaws.services.kinesis.model.SlowDownException: Too many puts',
  '\tat com.amazonaws.services.kinesis.AmazonKinesisClient.doInvoke(AmazonKinesisClient.java:2893) ~[sdk.jar:na]',
  '\tat jdk.internal.reflect.GeneratedMethod.invoke(Unknown Source)',
  '\tat com.example.Orders.lambda$main$0(Orders.java:31)',
  'Caused by: java.net.SocketTimeoutException: Read timed out',
  '\t... 23 more',
].join('\n')
const JAVASCRIPT = [
  '/app/index.js:12',
  '    throw wrapped',
  '    ^',
  '',
  'NoSuchQueue: The queue is not there',
  '    at throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:867:20)',
  '    at async Runtime.handler (file:///var/task/index.mjs:12:3)',
  '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
  '    at new Promise (<anonymous>)',
  '    at /app/orders.js:3:4 {',
  "  '$fault': 'client',",
  "  '$metadata': {",
  '    httpStatusCode: 404,',
  '    attempts: 1',
  '  },',
  "  Code: 'NoSuchQueue'",
  '}',
  '',
  'Node.js v20.11.0',
].join('\n')
const PYTHON = [
  '[ERROR] ClientError: An error occurred (NotThere) when calling the GetItem operation: No such table',
  'Traceback (most recent call last):',
  '  File "/var/task/app.py", line 12, in handler',
  '    item = orders.fetch(key)',
  '           ~~~~~~~~~~~~^^^^^',
  '  File "/opt/python/botocore/client.py", line 535, in _api_call',
  '    raise error_class(parsed, operation)',
  'botocore.errorfactory.NotThereError: No such table',
].join('\n')
const DOTNET = [
  'Unhandled exception. Amazon.SQS.Model.OverLimitException: Too many messages',
  " ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'Amazon.Runtime.Inner' was thrown.",
  '   at Amazon.Runtime.Internal.HttpHandler`1.InvokeAsync[T](IExecutionContext executionContext) in /_/src/a.cs:line 60',
  '   --- End of inner exception stack trace ---',
  '   at Orders.Program.<Main>$(String[] args) in C:\\app\\Program.cs:line 12',
].join('\n')
const GO = [
  'panic: the stream is closed',
  '',
  'goroutine 1 [running]:',
  'main.main()',
  '\t/home/kim/orders/main.go:27 +0x1d5',
  'example.com/orders/store.(*Client).Put(0xc0001b2000, {0x1, 0x2})',
  '\t/home/kim/orders/store/put.go:90 +0x12',
].join('\n')
const RUBY = [
  "/usr/lib/ruby/gems/3.2/gems/orders/lib/put.rb:17:in `call': The policy is bad (Aws::S3::Errors::BadPolicy)",
  "\tfrom /usr/lib/ruby/gems/3.2/gems/orders/lib/run.rb:22:in `run'",
].join('\n')
const PHP = [
  "PHP Fatal error:  Uncaught exception 'Aws\\S3\\Exception\\S3Exception' with message 'The key is bad' in /var/www/html/orders/Put.php:195",
  'Stack trace:',
  '#0 /var/www/html/orders/Put.php(97): Aws\\Handler->parse(Array, Object(Request))',
  '#1 {main}',
  '  thrown in /var/www/html/orders/Put.php on line 195',
].join('\n')

const clean = (text: string) => dropStackFrames(text).replace(/\s+/g, ' ').trim()

test.each([
  ['Java', JAVA, 'kinesis SlowDownException: Too many puts SocketTimeoutException: Read timed out'],
  ['JavaScript', JAVASCRIPT, "NoSuchQueue: The queue is not there ' Code: 'NoSuchQueue' }"],
  [
    'Python',
    PYTHON,
    '[ERROR] ClientError: An error occurred (NotThere) when calling the GetItem operation: No such table NotThereError: No such table',
  ],
  ['.NET', DOTNET, 'SQS OverLimitException: Too many messages ---> HttpErrorResponseException:'],
  ['Go', GO, 'panic: the stream is closed'],
  ['Ruby', RUBY, 'The policy is bad (Aws::S3::Errors::BadPolicy)'],
  ['PHP', PHP, "'Aws\\S3\\Exception\\S3Exception' with message 'The key is bad'"],
])('of a trace of %s what went wrong is left', (_, trace, left) => {
  expect(clean(trace)).toBe(left)
  expect(looksPasted(trace)).toBe(true)
  // Windows ends its lines otherwise.
  expect(clean(trace.replaceAll('\n', '\r\n'))).toBe(left)
})

test.each([
  ['Java', JAVA],
  ['.NET', DOTNET.replace(/\n.*args.*/, '')],
])('a trace of %s that has become one line says the same', (_, trace) => {
  const joined = clean(trace.replace(/\s*\n\s*/g, ' '))
  expect(joined).not.toMatch(/\bat [\w.]+\(|\.(?:java|cs):/)
  expect(joined).toContain('Exception: Too many')
})

test('frames in the JSON of a log are left out, with its line breaks written out or not', () => {
  const record = {
    errorType: 'Runtime.Gone',
    errorMessage: 'The module is gone',
    stack: ['Runtime.Gone: The module is gone', '    at load (file:///var/runtime/index.mjs:1087:17)'],
  }
  for (const json of [JSON.stringify(record), JSON.stringify(record, null, 2)]) {
    expect(stripNoise(json)).toContain('The module is gone')
    expect(stripNoise(json)).not.toMatch(/index\.mjs|errorMessage/)
  }
  expect(clean('Error: it is gone\\n    at load (/var/task/a.js:1:2)\\n    at run (/var/task/b.js:3:4)')).toBe(
    'Error: it is gone',
  )
})

test('the cause in the middle of a long trace is searched for', () => {
  const frames = Array.from({ length: 80 }, (_, at) => `\tat com.example.orders.Step${at}.run(Step${at}.java:${at})`)
  const trace = [
    'java.lang.RuntimeException: wrapped',
    ...frames,
    'Caused by: a.b.c.ShardLostException: gone',
    ...frames,
  ]
  expect(trace.join('\n').length).toBeGreaterThan(4000)
  const { terms } = parseQuery(trace.join('\n'))
  expect(terms.map(({ term }) => term)).toContain('shard')
})

test('names in frames are no operations that were called', () => {
  const trace = 'Error: it is gone\n    at Orders.PutItem (/app/a.js:1:2)\n    at Orders.CreateBucket (/app/a.js:1:2)'
  expect(listPrintedServices(trace)).toEqual([])
})

test.each([
  'how do I look at a stack trace (Java) at my leisure?',
  'psql: ERROR:  syntax error at or near "QUALIFY"\nLINE 1: SELECT * FROM t QUALIFY 1 = 1\n                        ^',
  'Errors:\n#1 a step failed\n1: another::one: failed',
  'at 10:30 the function failed: no memory',
])('%s is left as it is, but for a place', (text) => {
  expect(clean(text)).toBe(text.replace(/\n\s*\^$/, '').replace(/\s+/g, ' '))
})

test('of events of Kubernetes and errors of nginx the reason and the message are left', () => {
  const events = [
    'Events:',
    '  Type     Reason       Age               From               Message',
    '  ----     ------       ----              ----               -------',
    '  Warning  FailedMount  30s (x8 over 2m)  kubelet            Could not mount the volume',
    '  Warning  FailedSync   5m                orders-controller  Cannot reach the broker',
  ].join('\n')
  expect(stripNoise(events).replace(/\s+/g, ' ').trim()).toBe(
    'FailedMount Could not mount the volume FailedSync orders-controller Cannot reach the broker',
  )
  const line =
    '2024/05/11 10:11:12 [error] 31#31: *12 upstream timed out (110: Connection timed out) while reading, client: 10.0.1.12, server: , request: "GET /a HTTP/1.1", host: "orders.example.com"'
  expect(stripNoise(line).replace(/\s+/g, ' ').trim()).toBe(
    '[error] upstream timed out (110: Connection timed out) while reading',
  )
})
