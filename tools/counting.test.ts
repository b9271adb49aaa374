import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { miscounts } from './counting.ts'

/** What is put in later, as the program's own text has it. */
const put = (text: string) => text.replaceAll('#{', '${')

describe('numbers that do not agree with their nouns', () => {
  const found = (text: string) => miscounts(put(text)).map(({ what }) => what)

  it('are found in whatever way they are written', () => {
    for (const [text, what] of [
      ['say(`#{count} risks were moved`)', 'risks'],
      ['html`<p><strong>#{many}</strong> open risks</p>`', 'open risks'],
      ['`#{rows.length.toLocaleString("en-GB")} new target dates.`', 'new target dates'],
      ['`#{left} people leave`', 'people'],
      ['`#{n} addresses`', 'addresses'],
      ['say(count + " risks")', '… + risks'],
      ['counts([{ number: open, label: "open risks" }])', 'number, open risks'],
      ["`#{n} #{n === 1 ? 'risk' : 'risks'}`", 'a word chosen for 1 by hand'],
      ["`#{n} risk#{n === 1 ? '' : 's'}`", 'an s for more than one'],
      ["`#{counted(n, 'risk', 'risks')} are open`", 'a verb for many'],
      ['`#{count} #{what}`', 'words that are put in'],
      ['`#{one.count} #{what}`', 'words that are put in'],
    ])
      assert.deepEqual(found(text ?? ''), [what], text)
  })

  it('are none where the words of the platform count, or where it cannot be 1', () => {
    for (const text of [
      "`#{counted(n, 'risk is', 'risks are')} open`",
      "`#{counted(n, 'risk', 'risks')} in #{counted(m, 'unit', 'units')}`",
      '`#{REPLY_DAYS} days`',
      '`#{LONGEST.name} characters or less`',
      '`#{MOST.toLocaleString("en-GB")} actions`',
      '`#{name} goes to #{unit}`',
      '`#{name} is always there`',
      'sql`select #{columns} as actions from plans.action`',
      "counts([{ number: n, label: { one: 'risk', more: 'risks' } }])",
      "counts([{ number: n, label: 'overdue today' }])",
      '`#{name} of units`',
    ])
      assert.deepEqual(found(text), [], text)
  })

  it('are told with their line', () => assert.equal(miscounts(put('const a = 1\n\nsay(`#{a} risks`)'))[0]?.line, 3))
})
