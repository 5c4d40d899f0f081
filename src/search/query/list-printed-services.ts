// The services that the output of a program names, by what programs call them: in ARNs, actions, hosts, commands, types
// of resources, names of API operations, the clients and packages of SDKs, and lines of a service's own log. Pure.

import { findErrorServices } from './api-errors.ts'
import { findOperationServices } from './api-operations.ts'
import { dropStackFrames } from './drop-stack-frames.ts'
import { listHostServices, parseHostCode } from './endpoint-service.ts'
import { removeCaller } from './query-noise.ts'

export interface PrintedService {
  /** As it was printed, without capitals: "elasticfilesystem", "ec2-instance-connect". */
  readonly code: string
  /** What was done or made, in letters and digits without capitals: "createvpc". Empty where nothing says so. */
  readonly what: string
  readonly by: PrintedBy
}

/**
 * `called`: it was asked, and refused or failed. `made`: what failed is a resource of it. `said`: an action, a command
 * or a client, wherever it stands. `written`: the name of an operation alone. `place`: where or on what something was
 * done, which may be by the way: a host, an ARN.
 */
export type PrintedBy = 'called' | 'made' | 'said' | 'written' | 'place'

/** Each has the service in its first group and what was done or made in its second. */
const CALLED: readonly RegExp[] = [
  // `is not authorized to perform: events:PutEvents`
  /\bnot authorized to perform:? ["'[(]*([A-Za-z][A-Za-z0-9-]+):([A-Z][A-Za-z0-9]{2,})/g,
  // Java: `(Service: AmazonDynamoDBv2; Status Code: 400; …)`, `(Service: Elastic Load Balancing v2, …)`
  /\bService: ?([A-Za-z0-9][A-Za-z0-9 ]*?) ?[;,]/g,
  // Go: `operation error EC2: CreateVpc, …`
  /\boperation error ([A-Za-z0-9][A-Za-z0-9 ]*): ([A-Z]\w+)/g,
]
/** Types of resources: CloudFormation's, and Terraform's in an address or a block. `aws_account_id` is no type. */
const MADE: readonly RegExp[] = [/\bAWS::([A-Za-z0-9]+)::([A-Za-z0-9]+)/g, /\b(aws_[a-z0-9_]+)(?=\.[A-Za-z_]|" +")/g]
const SAID: readonly RegExp[] = [
  // `events:PutEvents`
  /(?<![\w.:/-])([a-z][a-z0-9-]+):([A-Z][A-Za-z0-9]{2,})/g,
  // `aws ec2 create-vpc`, `aws s3 cp`; of other words behind "aws" the next one is no command.
  /\baws ([a-z][a-z0-9-]+) ([a-z0-9]+(?:-[a-z0-9]+)+|[a-z0-9]+(?= +--)|(?:cp|ls|mb|mv|presign|rb|rm|sync|invoke|scan|query|publish|subscribe|deploy|package|login)\b)/g,
  // Clients and packages of SDKs
  /@aws-sdk\/client-([a-z0-9-]+)/g,
  /\b(?:awssdk|amazonaws)\.services\.([a-z0-9]+)/g,
  // JDBC; `com.amazon.support` is in the driver of Redshift, too.
  /\bcom\.(?:amazon|simba)\.(athena|neptune|redshift|timestream)\./g,
  /\baws-sdk-go(?:-v2)?\/service\/([a-z0-9]+)/g,
  /\bboto3?\.(?:client|resource)\( ?["']([a-z0-9-]+)/g,
  /\bAws::([A-Z]\w+)::/g,
  /\bAws\\([A-Z]\w+)\\/g,
  /\bAmazon\.([A-Z]\w+)\.(?:Model|Amazon)/g,
]
/** Lines that only one service writes, which does not name itself: whose log it is, and so a place. */
const LOGS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:START|END|REPORT) RequestId: |\bBilled Duration: [\d.]+ ms\b/, 'lambda'],
  [/^\[Container\] \d{4}\/\d{2}\/\d{2} /m, 'codebuild'],
]
/** … errors of it, and of an SDK those that no service answers with; and commands of tools. */
const OWN_LINES: readonly (readonly [RegExp, string])[] = [
  [/\bTask timed out after [\d.]+ seconds|\bRuntime\.(?:ExitError|ImportModuleError|HandlerNotFound)\b/, 'lambda'],
  [/\b(?:com\.amazonaws|awssdk\.core\.exception)\.SdkClientException\b/, 'sdk-for-java'],
  [/\bAmazon\.Runtime\.Amazon(?:Client|Service)Exception\b/, 'sdk-for-net'],
  [/\bCredentialsProviderError\b|\bConfigError: Missing |@aws-sdk\/config-resolver\b/, 'sdk-for-javascript'],
  [/\bbotocore\.exceptions\.(?:No[A-Z]|Partial|Endpoint|ProfileNotFound)/, 'sdk-for-python'],
  [/\bNoCredentialProviders\b|\bMissingRegion: /, 'sdk-for-go'],
  [/\bAws::Errors::Missing/, 'sdk-for-ruby'],
  [/\bAws\\Exception\\Credentials/, 'sdk-for-php'],
  [/\/aws-cdk\/|(?<![\w-])cdk (?:bootstrap|deploy|destroy|diff|synth)\b/, 'cdk'],
  [/(?<![\w-])sam (?:build|deploy|local|package|sync|validate)\b/, 'serverless'],
  [/(?<![\w-])eb (?:create|deploy|health|init|logs|ssh)\b/, 'elasticbeanstalk'],
  [/\beksctl\b|^\s*Warning +\w+ .* (?:default-scheduler|kubelet) /m, 'eks'],
  [/\becs-cli\b/, 'ecs'],
]
const ARN = /\barn:aws[\w-]*:([\w-]+):/g
/** Whose role or user it was, and who may take it on, is seldom a question about users and roles. */
const WHOSE = /^(?:iam|sts)$/
const IS_CALLED = /\bwhen calling the \w+ operation\b/
const ERROR = /\b[A-Z][A-Za-z0-9]*[a-z][A-Z]\w*\b/g
const OPERATION = /\bwhen calling the (\w+) operation\b|\b([A-Z][a-z]+[A-Z]\w*)\b/g

/** Each once. */
export function listPrintedServices(text: string): PrintedService[] {
  const message = removeCaller(text)
  const done = [
    ...findPrinted(message, CALLED, 'called'),
    ...findPrinted(message, MADE, 'made'),
    ...findPrinted(message, SAID, 'said'),
    ...listWriters(message, OWN_LINES).map((code) => makePrinted('said', code)),
  ]
  const places = [
    ...listHostServices(message).map(parseHostCode),
    ...[...message.matchAll(ARN)].map(([, code = '']) => code),
    ...listWriters(message, LOGS),
  ]
  const codes = new Set([...done.map(({ code }) => code), ...places].map(dropMaker))
  // Of services that have an operation or an error of one name, one that is printed anyway is meant.
  const keepMeant = (services: readonly string[]) => {
    const meant = services.filter((code) => codes.has(dropMaker(code)))
    return meant.length > 0 ? meant : services
  }
  // Every other frame has a name like that of an operation.
  const happened = dropStackFrames(message)
  const called = [...happened.matchAll(OPERATION)].flatMap(([, asked, written]) => {
    const operation = asked ?? written ?? ''
    const by = asked === undefined ? 'written' : 'called'
    return keepMeant(findOperationServices(operation)).map((code) => makePrinted(by, code, operation))
  })
  const failed = [...happened.matchAll(ERROR)].flatMap(([error]) => {
    const services = keepMeant(findErrorServices(error))
    // Of one service it is as good as its name; of several each may be meant.
    return services.map((code) => makePrinted(services.length === 1 ? 'said' : 'place', code, error))
  })
  // An operation of many services was called where the place is.
  const where = IS_CALLED.test(message) && done.length + called.length === 0 ? 'called' : 'place'
  const named = [...done, ...places.map((code) => makePrinted(where, code))]
  const all = [...named.filter(({ code }) => !WHOSE.test(code)), ...called, ...failed].filter(({ code }) => code !== '')
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}

function listWriters(text: string, lines: typeof LOGS): string[] {
  return lines.filter(([line]) => line.test(text)).map(([, code]) => code)
}

function findPrinted(text: string, patterns: readonly RegExp[], by: PrintedBy): PrintedService[] {
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(([, code = '', what = '']) => makePrinted(by, code, what))
}

// Java says AmazonSQS, and Amazon Kinesis.
function dropMaker(code: string): string {
  return code.toLowerCase().replace(/^(?:amazon|aws) ?/, '')
}

function makePrinted(by: PrintedBy, code: string, what = ''): PrintedService {
  return { code: code.toLowerCase(), what: what.toLowerCase().replace(/[^a-z0-9]/g, ''), by }
}
