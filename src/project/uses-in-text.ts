// What a file of a project says it uses of AWS, where that is plain: names of services as the SDK, CDK, Terraform or
// CloudFormation writes them. Pure.
// A general library (boto3, the SDK's core) says nothing.

/**
 * "cognito-identity-provider", "lambda-event-sources", "db_instance", "DynamoDB": the most specific part may be more
 * than the service.
 */
export interface ServiceUse {
  readonly service: string
  /** What says so, for people: "@aws-sdk/client-s3". */
  readonly use: string
}

const TEMPLATE = /\.(?:ya?ml|json|template)$/i
const CODE = /\.(?:[cm]?[jt]sx?|py)$/i

/** Whether `findUsesInText` makes anything of a file of this name. */
export function isTelling(name: string): boolean {
  return name === 'go.mod' || /\.tf$/i.test(name) || TEMPLATE.test(name) || CODE.test(name)
}

export function findUsesInText(name: string, text: string): ServiceUse[] {
  if (name === 'package.json') return findUsesInPackage(text)
  if (name === 'package-lock.json') return []
  if (name === 'go.mod') return listMatches(text, /aws-sdk-go-v2\/service\/([a-z0-9]+)/g)
  if (/\.tf$/i.test(name)) return listMatches(text, /^\s*resource\s+"aws_([a-z0-9_]+)"/gm)
  return TEMPLATE.test(name) ? findUsesInTemplate(text) : findUsesInCode(text)
}

function findUsesInPackage(text: string): ServiceUse[] {
  const names = readDependencies(text)
  return names.flatMap((name) => {
    const client = /^@aws-sdk\/(?:client|lib)-([a-z0-9-]+)$/.exec(name)?.[1]
    if (name === 'aws-cdk-lib') return [{ service: 'cdk', use: name }]
    if (name === '@aws-sdk/lib-storage') return [{ service: 's3', use: name }]
    return client === undefined ? [] : [{ service: client, use: name }]
  })
}

function readDependencies(text: string): string[] {
  try {
    const { dependencies, devDependencies } = JSON.parse(text) as Readonly<Record<string, unknown>>
    return [dependencies, devDependencies].flatMap((list) =>
      typeof list === 'object' && list !== null ? Object.keys(list) : [],
    )
  } catch {
    return []
  }
}

// SAM's own types mean SAM and what they stand for.
function findUsesInTemplate(text: string): ServiceUse[] {
  const types = listMatches(text, /["']?Type["']?\s*:\s*["']?(AWS::\w+::\w+)/g)
  if (types.length === 0) return []
  const isSam = types.some(({ service }) => service.startsWith('AWS::Serverless::'))
  return [
    { service: isSam ? 'serverless' : 'cloudformation', use: isSam ? 'a SAM template' : 'a CloudFormation template' },
    ...types.map(({ service, use }) => ({ service: SAM[service] ?? getService(service), use })),
  ]
}

const SAM: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'lambda',
  'AWS::Serverless::LayerVersion': 'lambda',
  'AWS::Serverless::Api': 'apigateway',
  'AWS::Serverless::HttpApi': 'apigateway',
  'AWS::Serverless::SimpleTable': 'dynamodb',
  'AWS::Serverless::StateMachine': 'stepfunctions',
}

// The network of EC2 has a guide of its own.
function getService(type: string): string {
  const [, service = '', resource = ''] = type.split('::')
  const isNetwork = service === 'EC2' && /^(?:VPC|Subnet|Route|SecurityGroup|InternetGateway|NatGateway)/.test(resource)
  return isNetwork ? 'vpc' : service
}

function findUsesInCode(text: string): ServiceUse[] {
  if (!/aws-cdk-lib|aws_cdk/.test(text)) return []
  const modules = [
    ...listMatches(text, /['"]aws-cdk-lib\/aws-([a-z0-9-]+)['"]/g),
    ...[...text.matchAll(/import\s*\{([^}]*)\}\s*from\s*['"]aws-cdk-lib['"]/g)].flatMap(([, names = '']) =>
      listMatches(names, /\baws_([a-z0-9_]+)/g),
    ),
    ...listMatches(text, /\baws_cdk\.aws_([a-z0-9_]+)/g),
    ...[...text.matchAll(/^from aws_cdk import\s*(\([^)]*\)|.*)$/gm)].flatMap(([, names = '']) =>
      listMatches(names, /\baws_([a-z0-9_]+)/g),
    ),
  ]
  return [{ service: 'cdk', use: 'aws-cdk-lib' }, ...modules]
}

function listMatches(text: string, pattern: RegExp): ServiceUse[] {
  return [...text.matchAll(pattern)].map(([all, service = '']) => ({ service, use: nameUse(all) }))
}

function nameUse(text: string): string {
  return /\baws_cdk\.aws_\w+|aws-cdk-lib\/[\w-]+|aws-sdk-go-v2\/[\w/]+|AWS::\w+::\w+|aws_\w+/.exec(text)?.[0] ?? text
}
