#!/usr/bin/env node
import { run } from './run.mjs'

// Telling formats needs nothing of the rest: it starts faster without it, and keeps to little memory.
const args = process.argv.slice(2)
if (['identify', 'formats'].includes(args[0]))
  run('packages/formats/src/main.ts', args, ['--max-semi-space-size=4', '--max-old-space-size=256'])
else run('src/cli.ts', args)
