// Two examples of each command, shown by its --help and in docs/reference.md. A test runs them all, so they are words
// that a shell takes as they are.

import type { Command } from 'commander'

/** By the command's name, without that of the program. */
export const EXAMPLES: Readonly<Record<string, readonly [string, string]>> = {
  serve: ['serve --tools basic', 'serve --http --port 7400'],
  init: ['init --guide lambda-dg s3-userguide --wait', 'init --yes --wait'],
  crawl: ['crawl lambda-dg --max-pages 20', 'crawl lambda-dg s3-userguide --locale ja_jp --budget 2h'],
  refresh: ['refresh --budget 2h', 'refresh lambda-dg --max-age 1d'],
  search: ['search "how long may a Lambda function run"', 'search "関数の最大実行時間" --guide lambda-dg'],
  read: [
    'read https://docs.aws.amazon.com/lambda/latest/dg/welcome.html',
    'read /lambda/latest/dg/gettingstarted-limits.html --section "Compute and storage"',
  ],
  guides: ['guides', 'guides --json'],
  'guides contents': ['guides contents lambda-dg', 'guides contents lambda-dg limits'],
  'guides find': ['guides find s3', 'guides find step functions'],
  'guides add': [
    'guides add https://docs.aws.amazon.com/mwaa/latest/userguide/what-is-mwaa.html',
    'guides add https://docs.amazonaws.cn/en_us/lambda/latest/dg/welcome.html --json',
  ],
  'guides wanted': ['guides wanted', 'guides wanted --json'],
  status: ['status', 'status --online'],
  changes: ['changes --since 7d', 'changes lambda-dg --text'],
  doctor: ['doctor', 'doctor --online'],
  export: ['export docs.awsdocs', 'export lambda.awsdocs --guide lambda-dg --sign docs-key'],
  import: ['import docs.awsdocs', 'import lambda.awsdocs --trust docs-key.pub'],
  verify: ['verify docs.awsdocs', 'verify lambda.awsdocs --trust docs-key.pub'],
  keygen: ['keygen docs-key', 'keygen team-key --json'],
  publish: ['publish repository --sign docs-key', 'publish repository --sign docs-key --guide lambda-dg'],
  pull: [
    'pull --all --from repository --trust docs-key.pub',
    'pull lambda-dg --from repository --trust docs-key.pub --dry-run',
  ],
  setup: ['setup', 'setup claude-code --write'],
  completion: ['completion bash', 'completion fish'],
  help: ['help crawl', 'help guides find'],
}

/** Puts them behind the help of every command of the program. */
export function addExamples(program: Command): void {
  const add = (parent: Command, prefix: string) => {
    for (const command of parent.commands) {
      const name = `${prefix}${command.name()}`
      const lines = (EXAMPLES[name] ?? []).map((example) => `  ${program.name()} ${example}`)
      command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
      add(command, `${name} `)
    }
  }
  add(program, '')
}
