// What people write short and documentation writes out. "SFN" stands nowhere in the Step Functions guides, so as a word
// of its own it would be the rarest of a query and outweigh everything that is asked about it. Abbreviations that
// documentation uses itself (ALB, KMS, MFA) are words of it and stay. Pure.

/** By hand. In capitals as it stands here, or in small letters where it is no word and has three letters or more. */
const ABBREVIATIONS = `
ALB = Application Load Balancer
APIG = API Gateway
APIGW = API Gateway
ASG = Auto Scaling group
CFN = CloudFormation
CGW = customer gateway
CLB = Classic Load Balancer
CRR = Cross-Region Replication
CWL = CloudWatch Logs
DDB = DynamoDB
DLQ = dead-letter queue
DR = disaster recovery
DX = Direct Connect
DXGW = Direct Connect gateway
EIP = Elastic IP address
ENI = elastic network interface
GSI = global secondary index
GWLB = Gateway Load Balancer
HA = high availability
HPA = Horizontal Pod Autoscaler
IGW = internet gateway
IRSA = IAM roles for service accounts
KDA = Kinesis Data Analytics
KDF = Kinesis Data Firehose
KDS = Kinesis Data Streams
KVS = Kinesis Video Streams
LB = load balancer
LSI = local secondary index
NACL = network ACL
NATGW = NAT gateway
NGW = NAT gateway
NLB = Network Load Balancer
OAC = origin access control
PHZ = private hosted zone
PITR = point-in-time recovery
R53 = Route 53
S2S = Site-to-Site
SFN = Step Functions
SG = security group
SRR = Same-Region Replication
TGW = transit gateway
VGW = virtual private gateway
VIF = virtual interface
VPCE = VPC endpoint
`

/** Alone: no part of a host, a path, an action, a command's option or a name in code. */
const WORD = /(?<![\w:./@$#-])[A-Za-z][A-Za-z0-9]+(?![\w/@=(-]|[.:]\S)/g
const LEAST_IN_SMALL = 3

const written = new Map(
  ABBREVIATIONS.trim()
    .split('\n')
    .map((line) => line.split(' = '))
    .flatMap(([short = '', long = '']) => {
      const forms: [string, string][] = [
        [short, long],
        [`${short}s`, toPlural(long)],
      ]
      return short.length < LEAST_IN_SMALL
        ? forms
        : [...forms, ...forms.map(([form, meant]): [string, string] => [form.toLowerCase(), meant])]
    }),
)

/** The query with abbreviations as documentation writes them. */
export function expandAbbreviations(text: string): string {
  return text.replace(WORD, (word) => written.get(word) ?? word)
}

function toPlural(long: string): string {
  return long.endsWith('s') ? long : `${long}s`
}
