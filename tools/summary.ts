import type { TestEvent } from 'node:test/reporters'
import { keepTimes } from './times.ts'

/** Says at the end what failed and why, and how many passed: one line that any machine can read. */
async function* summary(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0
  let failed = 0
  const times = new Map<string, number>()
  for await (const event of source) {
    if ((event.type === 'test:pass' || event.type === 'test:fail') && event.data.nesting === 0 && event.data.file)
      times.set(event.data.file, (times.get(event.data.file) ?? 0) + event.data.details.duration_ms)
    if (event.type === 'test:pass' && event.data.details.type !== 'suite') passed += 1
    if (event.type !== 'test:fail' || event.data.details.type === 'suite') continue
    failed += 1
    const { name, file, line, details } = event.data
    const cause = details.error.cause ?? details.error
    yield `\n✗ ${name}\n  ${file ?? ''}:${line ?? ''}\n${String(cause instanceof Error ? cause.stack : cause).replace(/^/gm, '  ')}\n`
  }
  keepTimes(times)
  yield `\n${passed} passed, ${failed} failed\n`
}

// A reporter is the default export of its module: the test runner asks for it so.
export { summary as default }
