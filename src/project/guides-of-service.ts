// From a service, as code names it, to the guide that explains it. Pure. Most guides are called after their service;
// the others are listed.

const USUAL_ENDINGS = ['dg', 'userguide', 'adminguide']

/**
 * Keys are letters and digits only. What begins with one of them is meant too: "db_instance", "lambda-event-sources".
 */
const OTHERS: Readonly<Record<string, string>> = {
  apigatewaymanagementapi: 'apigateway-dg',
  ami: 'ec2-userguide',
  applicationautoscaling: 'appautoscaling-userguide',
  bedrockagentcore: 'bedrock-agentcore-dg',
  budgets: 'cost-management-userguide',
  certificatemanager: 'acm-userguide',
  cloudformation: 'cfn-userguide',
  cloudwatchevent: 'eventbridge-userguide',
  cloudwatchevents: 'eventbridge-userguide',
  cloudwatchlog: 'cloudwatch-logs-userguide',
  cloudwatchlogs: 'cloudwatch-logs-userguide',
  costexplorer: 'cost-management-userguide',
  databasemigrationservice: 'dms-userguide',
  db: 'rds-userguide',
  defaultsecuritygroup: 'vpc-userguide',
  defaultvpc: 'vpc-userguide',
  docdb: 'documentdb-dg',
  dax: 'dynamodb-dg',
  ec2transitgateway: 'transit-gateway-userguide',
  eip: 'ec2-userguide',
  elasticloadbalancing: 'clb-userguide',
  elasticloadbalancingv2: 'alb-userguide',
  elasticsearch: 'opensearch-dg',
  elb: 'clb-userguide',
  emr: 'emr-management',
  emrserverless: 'emr-serverless-userguide',
  events: 'eventbridge-userguide',
  flowlog: 'vpc-userguide',
  identitystore: 'identitycenter-userguide',
  instance: 'ec2-userguide',
  internetgateway: 'vpc-userguide',
  kafka: 'msk-dg',
  keypair: 'ec2-userguide',
  kinesis: 'kinesis-streams-dg',
  kinesisanalytics: 'flink-dg',
  kinesisfirehose: 'firehose-dg',
  kinesisvideo: 'kinesis-video-dg',
  launchtemplate: 'ec2-userguide',
  lb: 'alb-userguide',
  logs: 'cloudwatch-logs-userguide',
  mq: 'amazonmq-dg',
  natgateway: 'vpc-userguide',
  networkacl: 'vpc-userguide',
  networkfirewall: 'network-firewall-dg',
  opensearchservice: 'opensearch-dg',
  rdscluster: 'aurora-userguide',
  rdsdata: 'aurora-userguide',
  redshiftserverless: 'redshift-mgmt',
  route: 'vpc-userguide',
  routetable: 'vpc-userguide',
  scheduler: 'eventbridge-scheduler-userguide',
  securitygroup: 'vpc-userguide',
  serverless: 'sam-dg',
  servicediscovery: 'cloudmap-dg',
  sfn: 'stepfunctions-dg',
  sso: 'identitycenter-userguide',
  ssoadmin: 'identitycenter-userguide',
  subnet: 'vpc-userguide',
  vpcendpoint: 'vpc-privatelink-guide',
  vpcpeering: 'vpc-peering-guide',
}

/** Undefined where no guide of the catalog is plainly meant. */
export function findServiceGuide(service: string, isInCatalog: (id: string) => boolean): string | undefined {
  const parts = service.toLowerCase().split(/[-_]/)
  for (let count = parts.length; count > 0; count--) {
    const key = parts.slice(0, count).join('')
    // "sesv2" is in the guide of SES.
    for (const name of new Set([key, key.replace(/v\d$/, '')])) {
      const id = [OTHERS[name] ?? '', ...USUAL_ENDINGS.map((ending) => `${name}-${ending}`)].find(isInCatalog)
      if (id !== undefined) return id
    }
  }
  return undefined
}
