// verify: say whether a bundle is whole, what it holds and who signed it. Needs no index.

import type { Command } from 'commander'
import { abortOnInterrupt, print, runWithApp } from '../command-context.ts'
import { describeBundle, toBundleData } from '../format/bundle-summary.ts'
import { showSteps } from '../format/progress-view.ts'

interface VerifyFlags {
  readonly trust?: string
  readonly json?: boolean
}

export function registerVerify(program: Command): void {
  program
    .command('verify')
    .summary('say whether a bundle is whole, and what it holds')
    .description(
      'Reads a whole bundle and refuses it where an import would: damaged, cut off, too new, wrongly signed.',
    )
    .argument('<file>', 'the bundle')
    .option('--trust <key>', 'file of a public key: refuse a bundle that this key has not signed')
    .option('--json', 'what it holds as one line of JSON')
    .addHelpText('after', '\nExit codes: 0 good, 1 refused with the reason.')
    .action((file: string, { trust, json }: VerifyFlags, command: Command) =>
      runWithApp(command, async (app) => {
        const progress = showSteps()
        const report = await app.bundles
          .verify({
            file,
            trust,
            signal: abortOnInterrupt('Stopping.'),
            onProgress: (done, total, guide) =>
              progress.update({ name: 'verifying', done, total, rest: `${guide.catalogId} ${guide.locale}` }),
          })
          .finally(progress.stop)
        print(json ? toBundleData(report) : `${file} is good: ${describeBundle(report)}.`)
      }),
    )
}
