#!/usr/bin/env node
// The file that a shell starts. `npm run build` puts in its place one that starts the joined program.

import './run.ts'
