// import: merge a bundle into the index. Progress on stderr, the report on stdout.

import type { Command } from 'commander'
import type { ImportProgress } from '../../bundle/import/import-bundle.ts'
import { abortOnInterrupt, print, runWithApp } from '../command-context.ts'
import { describeImport, toBundleData } from '../format/bundle-summary.ts'
import { type ProgressView, showSteps } from '../format/progress-view.ts'

interface ImportOptions {
  readonly trust?: string
  readonly json?: boolean
}

export function registerImport(program: Command): void {
  program
    .command('import')
    .summary('merge a bundle into the index')
    .description(
      'Merges a bundle into the index, all of it or nothing: of two copies of a page the one that the ' +
        'site confirmed later stays, and what the bundle does not name is not touched. Readers answer from ' +
        'the index as it was until it is done.',
    )
    .argument('<file|url>', 'a bundle, or an https URL of one (http only on this machine)')
    .option('--trust <key>', 'file of a public key: refuse a bundle that this key has not signed')
    .option('--json', 'the report as one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 imported, 1 the bundle or the input is not good, 3 refused (another writer, no ' +
        'network, no space or right to write). After 1 and 3 the index is as it was.',
    )
    .action((source: string, options: ImportOptions, command: Command) => importFrom(source, options, command))
}

async function importFrom(source: string, { trust, json }: ImportOptions, command: Command): Promise<void> {
  await runWithApp(command, async (app) => {
    const progress = showSteps()
    const report = await app.bundles
      .import({
        source,
        trust,
        signal: abortOnInterrupt('Stopping; nothing is merged.'),
        onProgress: (step) => show(progress, step),
      })
      .finally(progress.stop)
    if (!json) {
      print(describeImport(report))
      return
    }
    const { guides, images, durationMs } = report
    print({
      bundle: toBundleData(report.bundle),
      guides: guides.map(({ catalogId, base: _, ...guide }) => ({ id: catalogId, ...guide })),
      images,
      durationMs,
    })
  })
}

export const IMPORT_STEPS: Readonly<Record<ImportProgress['step'], string>> = {
  download: 'downloading',
  import: 'importing',
}

function show(progress: ProgressView, { step, done, total, guide = '' }: ImportProgress): void {
  progress.update({ name: IMPORT_STEPS[step], done, total, isBytes: step === 'download', rest: guide })
}
