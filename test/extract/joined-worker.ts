// The program of the extraction thread, for those who start it joined into one file: test/joined-script.ts.

import '../../src/extract/worker/extraction-worker.ts'
