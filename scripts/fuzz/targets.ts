// All targets of the fuzzer. The one that counts steps comes last: counting slows everything that runs after it in the
// same process.

import type { Target } from './target.ts'
import { extraction, extractionWork, rendering } from './targets/content.ts'
import { images } from './targets/images.ts'
import { bundle, indexFile, query } from './targets/index-files.ts'
import { http, stdio } from './targets/servers.ts'
import { feed, robots, sitemap, toc } from './targets/sidecars.ts'

export const TARGETS: readonly Target[] = [
  ...[extraction, rendering, toc, sitemap, robots, feed, query, bundle, indexFile, images, http, stdio],
  extractionWork,
]
