// export: write a bundle of what the index holds. Progress on stderr, the report on stdout.

import type { Command } from 'commander'
import type { App } from '../../app.ts'
import type { Locale } from '../../core/model/locale.ts'
import { describeRepair } from '../../core/model/printed-commands.ts'
import { looksLikeAddress } from '../../core/model/require-doc-address.ts'
import { abortOnInterrupt, EXIT, parseLocalesOption, print, runWithApp, talk } from '../command-context.ts'
import { describeBundle, toBundleData } from '../format/bundle-summary.ts'
import { showSteps } from '../format/progress-view.ts'

interface ExportOptions {
  readonly guide?: string[]
  readonly locale?: Locale[]
  readonly since?: string
  readonly sign?: string
  readonly images: boolean
  readonly json?: boolean
}

export function registerExport(program: Command): void {
  program
    .command('export')
    .summary('write guides to a bundle, for machines without a network')
    .description(
      'Writes what the index holds to one compressed file that "import" merges into another index. The ' +
        'same content gives the same bytes. A stopped export goes on from its last finished part when the ' +
        'same command is run again.',
    )
    .argument('<file>', 'the bundle to write; an older bundle there is replaced once the new one is whole')
    .option('--guide <id...>', 'only these guides')
    .option('--locale <locale...>', 'only these languages', parseLocalesOption)
    .option('--since <bundle>', 'only what changed since this bundle was written')
    .option('--sign <key>', 'file of the private key to sign with ("keygen" makes one)')
    .option(
      '--no-images',
      'leave out the images that are kept; programs from before there were images read the bundle then',
    )
    .option('--json', 'the report as one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 written, 1 the input is not good (a file that is no bundle is never replaced) or ' +
        'the index makes no bundle, 2 written without pages that are damaged in the index, 3 refused (no ' +
        'such guide or language, no space on the disk).',
    )
    .action((file: string, options: ExportOptions, command: Command) => exportFile(file, options, command))
}

async function exportFile(file: string, options: ExportOptions, command: Command): Promise<void> {
  const { guide, locale, since, sign, images, json } = options
  await runWithApp(command, async (app) => {
    const progress = showSteps()
    const report = await app.bundles
      .export({
        file,
        since,
        sign,
        images,
        locales: locale,
        guides: guide && (await Promise.all(guide.map((name) => resolveGuideId(app, name)))),
        signal: abortOnInterrupt('Stopping; run the same command again to go on.'),
        onProgress: (done, total, entry) =>
          progress.update({ name: 'exporting', done, total, rest: `${entry.catalogId} ${entry.locale}` }),
      })
      .finally(progress.stop)
    const { parts, reusedParts, leftOut } = report
    if (leftOut.length > 0) {
      const [first] = leftOut
      const many = leftOut.length === 1 ? 'One page was' : `${leftOut.length} pages were`
      talk(`${many} left out, first ${first?.path}: ${first?.reason}. ${describeRepair(app.setting)}`)
      process.exitCode = EXIT.partial
    }
    if (json) print({ ...toBundleData(report), parts, reusedParts, leftOut })
    else {
      const reused = reusedParts > 0 ? `; ${reusedParts} of ${parts} parts were there from an attempt before` : ''
      print(`${report.file}: ${describeBundle(report)}${reused}.`)
    }
  })
}

// Of an id, exporting itself says what the index holds instead.
export async function resolveGuideId(app: App, name: string): Promise<string> {
  if (!looksLikeAddress(name)) return name
  const [chosen] = await app.guides.choose([name])
  return chosen?.catalogId ?? name
}
