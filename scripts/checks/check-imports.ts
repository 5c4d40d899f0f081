// Holds the import rules (import-rules.ts) against `src`, by dependency-cruiser, and says what file-rules.ts finds.
//   tsx scripts/checks/check-imports.ts [ROOT]
// What is looked at is what the compiler makes of the sources. So type-only imports are exempt by being gone, as they
// are when the program runs, and no second TypeScript is needed: dependency-cruiser reads JavaScript by itself, but
// TypeScript only by way of the programming interface that version 7 no longer has.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type IViolation } from 'dependency-cruiser'
import { readOptions } from '../read-options.ts'
import { checkFiles } from './file-rules.ts'
import { IMPORT_RULES } from './import-rules.ts'

const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

/** One line a breach of the import rules in `src` below `root`. */
export async function checkImports(root: string): Promise<string[]> {
  if (!existsSync(join(root, 'src'))) throw new Error(`${root} has no folder "src"`)
  const built = realpathSync(mkdtempSync(join(tmpdir(), 'import-rules-')))
  try {
    compile(join(root, 'src'), built)
    const { output } = await cruise(['.'], {
      baseDir: built,
      validate: true,
      moduleSystems: ['es6'],
      skipAnalysisNotInRules: true,
      ruleSet: { forbidden: [...IMPORT_RULES] },
    })
    if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`)
    return output.summary.violations.map(describe)
  } finally {
    rmSync(built, { recursive: true })
  }
}

/** As `npm run build` does, but every file by itself: whether the types are right is asked elsewhere. */
function compile(src: string, into: string): void {
  const config = join(into, 'tsconfig.json')
  const compilerOptions = {
    // The newest that dependency-cruiser parses in full; of anything newer it guesses.
    target: 'ES2020',
    lib: ['ES5'],
    module: 'preserve',
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
    noCheck: true,
    noResolve: true,
    types: [],
    rootDir: src,
    outDir: into,
  }
  writeFileSync(config, JSON.stringify({ compilerOptions, include: [src] }))
  const { status, stdout, error } = spawnSync(process.execPath, [TSC, '-p', config], { encoding: 'utf8' })
  rmSync(config)
  if (status !== 0) throw new Error(`src does not compile: ${error?.message ?? stdout}`)
}

function describe({ from, to, cycle, rule }: IViolation): string {
  const reason = IMPORT_RULES.find(({ name }) => name === rule.name)?.comment ?? rule.name
  const imported = (cycle?.map(({ name }) => name) ?? [to]).map(findSource).join(', which imports ')
  return `${findSource(from)} imports ${imported}: ${reason} (${rule.name})`
}

/** A package, or what was not found, is what the source calls it. */
function findSource(built: string): string {
  return built.endsWith('.js') && !built.startsWith('.') ? `src/${built.replace(/js$/, 'ts')}` : built
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(readOptions({ allowPositionals: true }).positionals[0] ?? '.')
  const { breaches, warnings, lengths } = checkFiles(root)
  const all = [...breaches, ...(await checkImports(root))]
  for (const warning of warnings) console.error(`warning: ${warning}`)
  for (const breach of all) console.error(`error: ${breach}`)
  console.log(lengths)
  console.log(all.length === 0 ? 'import rules hold' : `${all.length} breaches of the import rules`)
  process.exitCode = all.length === 0 ? 0 : 1
}
