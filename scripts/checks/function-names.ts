// Functions are verbs, and those that answer yes or no are questions: the check that fails where an exported one is
// neither.
//   tsx scripts/checks/function-names.ts [ROOT]
// A name is judged by its first word. A verb that is missing belongs into the list; a noun that can be a verb too
// ("page", "text", "state") does not, since `pageOf` and `textIn` would pass with it.

import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readOptions } from '../read-options.ts'

const VERBS = new Set(
  `abort accept act add adjust advance align allow analyze answer append apply ask assemble assert assign attach await
  back balance become begin bind block bound break build cache calculate call cancel capture carry change check choose
  clamp classify clean clear click clip clone close collect combine compare compile complete compose compress compute
  conclude configure confirm connect consume contain continue control convert copy correct count crawl create cross
  cut debounce decide declare decode decompress decrease define delay delete deliver demote deny describe deserialize
  destroy detach detect determine diff digest disable discard disconnect dispatch display distribute divide download
  drain draw drill drop dump edit embed emit enable encode encrypt end enqueue ensure enter erase escape estimate
  evaluate evict examine exclude execute exit expand expect explain export expose extend extract fail fall feed fence
  fetch fill filter find finish fit fix flatten flush focus fold follow forbid force forge forget fork format forward
  free freeze fulfill fuse gather generate get give go grade graft grant group grow guard guess guide handle hand hang
  harvest hash hide highlight hold identify ignore implement import increase indent index infer inform init initialize
  inject insert inspect install intersect interpolate invalidate invert invoke iterate join judge jump keep kill
  launch lay lead learn lease leave lend let limit list listen load localize locate lock log look lower make map mark
  match materialize measure memoize mend merge migrate minimize mount move multiply mutate name narrow negotiate nest
  normalize note notify observe obtain occupy offer omit open order outline outlive overwrite pack pad pair parse part
  pass patch pause perform permit pick pin plan play poll pop post pour predict prefer prepare present preserve
  prevent print probe proceed process produce promote propose protect prove provide prune publish pull push put
  quantize query queue quit quote raise rank reach react read rebuild recall receive reconcile record recover redact
  redirect reduce refer refine refresh refuse register reindex reject release reload remember remove rename render
  renew reopen repair repeat replace reply report request require reset resize resolve respond restart restore
  restrict resume retire retry return reuse reveal reverse revert rewrite roll rotate round route run sanitize
  saturate save say scale scan schedule score scroll search seal seed select send separate serialize serve set settle
  shift shorten show shrink shuffle shut sift sign simplify skip sleep slice snap solve sort split spread squeeze
  stand start stem step stop store stream strip style submit subscribe substitute subtract suggest sum summarize
  supply suppress suspend swap sweep switch sync take talk tell terminate throttle throw tick tidy toggle tokenize
  touch trace track train transfer transform translate traverse trim truncate trust try tuck tune turn understand undo
  unescape unlock unpack unregister unsubscribe unwrap update upgrade upload upsert use validate verify visit wait
  wake walk warn warm watch weigh widen withdraw work wrap write yield zip`.split(/\s+/),
)

const QUESTIONS = new Set(
  `are asks can contains did differs does equals exists fits had has holds includes is knows lacks looks matches may
  mentions must names needs reaches repeats says shares should takes wants was were will`.split(/\s+/),
)

/** Conversions: `toLine`. */
const CONVERSION = 'to'

/** Named as its like is named everywhere, so that editors know the markup in it. */
const EXCEPTIONS: readonly string[] = ['src/web/views/html.ts: html']

// A function, or a constant that is one. The formatter sees to it that they begin a line and are written like this.
const FUNCTION = /^export (?:default )?(?:async )?function\*?\s+(\w+)/gm
const CONSTANT = /^export const ([a-z]\w*)(?:: \(|\s*=\s*(?:async )?(?:\(|<|function\b|\w+ =>))/gm
/** `pageOf`, `listOf`: what could be a verb is a noun here. */
const OF = /^[a-z]+Of(?![a-z])/

/** What each exported function of `src`, `scripts` and `test` below `root` that is no verb is called, and where. */
export function checkNames(root: string): string[] {
  return ['src', 'scripts', 'test']
    .flatMap((folder) => listFiles(root, folder))
    .flatMap((file) => checkFile(root, file))
}

function checkFile(root: string, file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8')
  return [FUNCTION, CONSTANT]
    .flatMap((pattern) => [...source.matchAll(pattern)])
    .map(([, name = '']) => name)
    .filter((name) => !isVerbPhrase(name) && !EXCEPTIONS.includes(`${file}: ${name}`))
    .map((name) => `${file}: ${name}`)
}

function isVerbPhrase(name: string): boolean {
  const [first = ''] = /^[a-z]+/.exec(name) ?? []
  if (QUESTIONS.has(first)) return true
  return (VERBS.has(first) || first === CONVERSION) && !OF.test(name)
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .sort()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const breaches = checkNames(resolve(readOptions({ allowPositionals: true }).positionals[0] ?? '.'))
  for (const breach of breaches) console.error(`error: ${breach} is neither a verb nor a question`)
  console.log(breaches.length === 0 ? 'functions are verbs' : `${breaches.length} exported functions are no verbs`)
  process.exitCode = breaches.length === 0 ? 0 : 1
}
