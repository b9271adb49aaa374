#!/usr/bin/env node
import { run } from './run.mjs'

// Telling formats needs nothing of the rest, and starts faster without it.
const args = process.argv.slice(2)
run(['identify', 'formats'].includes(args[0]) ? 'packages/formats/src/main.ts' : 'src/cli.ts', args)
