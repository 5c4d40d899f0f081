// Questions to a small real index, damaged copies of it, and bundles made of it and spoilt.

import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type App, openApp } from '../../../src/app.ts'
import { listParts, type Part } from '../../../src/bundle/format/manifest.ts'
import { silentLogger } from '../../../src/core/platform/logger.ts'
import { openIndexForReading } from '../../../src/store/index/open-index.ts'
import { packBundle, putLines, putRaw, readLines, unpackBundle } from '../../../test/bundle/forge-bundle.ts'
import { hashRows } from '../../../test/bundle/hash-rows.ts'
import { iterateMutations } from '../../../test/bundle/mutate-bundle.ts'
import { mutateBytes, mutateText, mutateValue } from '../mutate.ts'
import { makeQuestion } from '../questions.ts'
import type { Random } from '../random.ts'
import { writeSmallIndex } from '../small-index.ts'
import { require, type Target, tryUnlessRefused } from '../target.ts'

const LARGEST_ANSWER = 2_000_000
const SITE = 'https://docs.aws.amazon.com'

export const query: Target = {
  name: 'query',
  async open(folder) {
    const file = join(folder, 'index.sqlite')
    const paths = await writeSmallIndex(file)
    const app = openFile(folder, file)
    return {
      async try(random, made) {
        const [text, limit] = [makeQuestion(random), 1 + random.drawBelow(50)]
        const path = random.drawChance(0.5) ? random.pick(paths) : mutateText(random.pick(paths), random)
        made(`${text}\n\u0000${path}`)
        const answer = await tryUnlessRefused(() =>
          app.documentation.search({ text, limit, alsoPhrased: [makeQuestion(random)] }),
        )
        require((answer?.hits.length ?? 0) <= limit, `more than ${limit} hits`)
        const rows = await tryUnlessRefused(() => app.documentation.searchTables({ text, maxRows: limit }))
        const reading = await tryUnlessRefused(() =>
          app.documentation.read({
            url: path,
            maxLength: 1 + random.drawFew(9000),
            startIndex: random.drawFew(20_000),
            section: text,
          }),
        )
        const others = [
          await tryUnlessRefused(() => app.documentation.findRelated(path, limit)),
          await tryUnlessRefused(() => app.guides.choose([text])),
          await tryUnlessRefused(() => app.guides.chooseIndexed([text])),
        ]
        for (const given of [answer, rows, reading, ...others])
          require((JSON.stringify(given) ?? '').length <= LARGEST_ANSWER, 'an answer larger than 2 MB')
      },
      close: () => app.close(),
    }
  },
}

export const indexFile: Target = {
  name: 'index-file',
  async open(folder) {
    const good = join(folder, 'good.sqlite')
    const paths = await writeSmallIndex(good)
    const whole = openFile(folder, good)
    const texts = new Map<string, string>()
    for (const path of paths) texts.set(path, await readMarkdown(whole, path))
    await whole.close()
    const bytes = readFileSync(good)
    const file = join(folder, 'damaged.sqlite')
    return {
      async try(random, made) {
        const damaged = mutateBytes(bytes, random)
        made(damaged)
        for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true })
        writeFileSync(file, damaged)
        const app = openFile(folder, file)
        try {
          await tryUnlessRefused(() => app.documentation.search({ text: makeQuestion(random), limit: 20 }))
          await tryUnlessRefused(() => app.documentation.searchTables({ text: 'lamp', maxRows: 5 }))
          for (const path of random.drawSome(2, 6, () => random.pick(paths))) {
            // Of a page whose row cannot be found the English one is read, and told as such.
            const found = await tryUnlessRefused(() => readWhole(app, path))
            const isWhole = found === undefined || found.markdown === texts.get(found.path)
            require(isWhole, `the text of ${found?.path} is another one`)
            await tryUnlessRefused(() => app.documentation.findRelated(path, 10))
          }
          await tryUnlessRefused(() => app.index.getStatus())
          await tryUnlessRefused(() => app.index.getDetails())
          await tryUnlessRefused(() => app.documentation.listChanges({ since: 0, limit: 100 }))
          await tryUnlessRefused(() => app.index.examine(false))
          if (random.drawChance(0.3))
            await tryUnlessRefused(() => app.bundles.export({ file: join(folder, 'out.bundle') }))
        } finally {
          await app.close()
        }
      },
    }
  },
}

export const bundle: Target = {
  name: 'bundle',
  async open(folder) {
    const from = join(folder, 'from.sqlite')
    const paths = await writeSmallIndex(from)
    const file = join(folder, 'good.bundle')
    const app = openFile(folder, from)
    await app.bundles.export({ file })
    await app.close()
    const [good, spoilt, index] = [readFileSync(file), join(folder, 'spoilt.bundle'), join(folder, 'index.sqlite')]
    return {
      async try(random, made) {
        const bytes = random.drawChance(0.25) ? spoil(good, random) : forge(file, random)
        made(bytes)
        writeFileSync(spoilt, bytes)
        for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(index + suffix, { force: true })
        if (random.drawChance(0.3)) copyFileSync(from, index)
        await importAndRead(folder, index, spoilt, paths)
      },
    }
  },
}

// What was taken in must be of use: nothing of it may be refused afterwards, but single pages that are not there.
async function importAndRead(folder: string, index: string, bundle: string, paths: readonly string[]): Promise<void> {
  const before = await hashRowsIfAny(index)
  const app = openFile(folder, index)
  try {
    if ((await tryUnlessRefused(() => app.bundles.import({ source: bundle }))) === undefined) {
      require((await hashRowsIfAny(index)) === before, 'a bundle that is refused changed the index')
      return
    }
    await app.index.getStatus()
    await app.index.getDetails()
    await app.documentation.search({ text: 'lamp index', limit: 20 })
    await app.documentation.searchTables({ text: 'lamp', maxRows: 5 })
    for (const path of paths) await tryUnlessRefused(() => readMarkdown(app, path))
    await tryUnlessRefused(() => app.documentation.listChanges({ since: 0, limit: 100 }))
    const again = join(folder, 'again.bundle')
    rmSync(again, { force: true })
    await app.bundles.export({ file: again })
    await app.bundles.verify({ file: again })
  } finally {
    await app.close()
  }
}

async function hashRowsIfAny(index: string): Promise<string> {
  if (!existsSync(index)) return 'no index'
  const { db, close } = await openIndexForReading(index)
  try {
    return hashRows(db)
  } finally {
    close()
  }
}

function spoil(good: Buffer, random: Random): Buffer {
  const count = 1 + random.drawBelow(10)
  return [...iterateMutations(good, count, random.drawBelow(2 ** 31))].at(-1)?.bytes ?? good
}

function forge(file: string, random: Random): Buffer {
  const forgery = unpackBundle(file)
  if (random.drawChance(0.15)) {
    const manifest = mutateValue(forgery.manifest, random) as typeof forgery.manifest
    return packBundle({ manifest, parts: forgery.parts })
  }
  const parts = new Set(listParts(forgery.manifest))
  for (let left = 1 + random.drawFew(3); left > 0 && parts.size > 0; left--) {
    const part = random.pick([...parts])
    // Of a part that is spoilt already the lines may be none.
    parts.delete(part)
    spoilPart(forgery, part, random)
  }
  return packBundle(forgery)
}

function spoilPart(forgery: ReturnType<typeof unpackBundle>, part: Part, random: Random): void {
  const lines = readLines(forgery, part)
  if (random.drawChance(0.1)) {
    const raw = mutateText(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), random)
    putRaw(forgery, part, Buffer.from(raw), lines.length)
    return
  }
  const at = random.drawBelow(lines.length)
  const changed = mutateValue(lines[at], random)
  const next = random.drawChance(0.1) ? [...lines.slice(0, at), changed, ...lines.slice(at)] : lines.with(at, changed)
  putLines(forgery, part, next)
}

function openFile(folder: string, file: string): App {
  return openApp({
    indexFile: file,
    userCatalogFile: join(folder, 'guides.json'),
    cacheFile: join(folder, 'cache.sqlite'),
    offline: true,
    logger: silentLogger,
  })
}

async function readMarkdown(app: App, path: string): Promise<string> {
  return (await readWhole(app, path)).markdown
}

function readWhole(app: App, path: string): ReturnType<App['documentation']['read']> {
  return app.documentation.read({ url: SITE + path, maxLength: 10_000_000, startIndex: 0 })
}
