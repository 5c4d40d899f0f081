// Which service a host of amazonaws.com belongs to, in words that its documentation uses. Before its name stand names
// of the reader's own (a database, a bucket, an API), which say nothing; beside it stands the Region. Pure.

/** `mydb.c9ak.eu-central-1.rds.amazonaws.com`, with or without a scheme, whose path is the reader's own too. */
const SERVICE_HOST =
  /\b(?:(?:https?|wss?):\/\/((?:[a-z0-9_-]+\.)+)amazonaws\.com(?:\.cn)?\S*|((?:[a-z0-9_-]+\.)+)amazonaws\.com(?:\.cn)?(?::\d+)?)/gi

const REGION = /(?:^|-)[a-z]{2}(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central){1,2}-\d[a-z]?$/
/** Neither a service nor a name of the reader's own. */
const MANNER = /^(?:api|fips|dualstack|vpce|accesspoint)$/

/** Where the name in hosts is not what the service is called. The names are those of AWS's public endpoint list. */
const CALLED: Readonly<Record<string, string>> = {
  'application-autoscaling': 'Application Auto Scaling',
  autoscaling: 'EC2 Auto Scaling',
  cache: 'ElastiCache',
  'cognito-identity': 'Cognito identity',
  'cognito-idp': 'Cognito user pools',
  compute: 'EC2',
  'compute-1': 'EC2',
  elasticfilesystem: 'EFS file system',
  elasticloadbalancing: 'Elastic Load Balancing',
  elasticmapreduce: 'EMR',
  elb: 'Elastic Load Balancing',
  email: 'SES email',
  'email-smtp': 'SES SMTP',
  es: 'Elasticsearch Service',
  events: 'EventBridge events',
  'execute-api': 'API Gateway',
  kinesisvideo: 'Kinesis Video Streams',
  logs: 'CloudWatch Logs',
  monitoring: 'CloudWatch',
  pi: 'RDS Performance Insights',
  queue: 'SQS queue',
  ssm: 'Systems Manager',
  states: 'Step Functions',
}

/** Each host gives way to its service. */
export function replaceHosts(text: string): string {
  return text.replace(
    SERVICE_HOST,
    (_, ofUrl?: string, alone?: string) => ` ${nameService(parseHostCode(ofUrl ?? alone ?? ''))} `,
  )
}

/** Of each host what stands before amazonaws.com. */
export function listHostServices(text: string): string[] {
  return [...text.matchAll(SERVICE_HOST)].map(([, ofUrl, alone]) => ofUrl ?? alone ?? '')
}

/** The service, as hosts have it. `labels`: what stands before amazonaws.com. */
export function parseHostCode(labels: string): string {
  const names = labels
    .toLowerCase()
    .split('.')
    .map((label) => label.replace(REGION, ''))
    .filter((label) => label !== '' && !MANNER.test(label))
  return names.at(-1) ?? ''
}

function nameService(code: string): string {
  return CALLED[code] ?? code
}
