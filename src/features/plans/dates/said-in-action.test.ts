import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dateSaidIn } from './index.ts'

const saidOn = (asOf: string) => (text: string) => dateSaidIn(text, asOf)
const saidIn = (text: string) => dateSaidIn(text, '2026-01-01')?.words ?? null

describe('the date that the words of an action say', () => {
  it('is its one deadline, in the words that are enough to say it', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['Publish the guide by 30 June 2026', 'by 30 June 2026'],
      ['Complete the audit no later than end of September 2026', 'no later than end of September 2026'],
      ['By 30 June 2026, publish the guide', 'By 30 June 2026'],
      ['Issue guidance before 1 May 2026 to all staff', 'before 1 May 2026'],
      ['Audit the store (due 4 May 2026)', 'due 4 May 2026'],
      ['Agree on or before 4 May 2026. Tell all staff.', 'on or before 4 May 2026'],
      ['Write and agree by the end of Q3 2026-27 the guide', 'by the end of Q3 2026-27'],
      ['Review the pilot (held in March 2026) and publish it by June 2026', 'by June 2026'],
      ['Train staff by June', 'by June'],
    ]
    for (const [text, said] of cases) assert.equal(saidIn(text), said, text)
  })

  it('is that of each item of a list where one says its day without “by”', () => {
    assert.equal(
      saidIn('i. Scope – March 2026 ii. Build – June 2026 iii. Test – July 2026'),
      'i. March 2026; ii. June 2026; iii. July 2026',
    )
    assert.equal(
      saidIn('1. Scope (March 2026) 2. Build by June 2026 3. Test'),
      '1. March 2026; 2. by June 2026; 3. no date',
    )
    assert.equal(saidIn('(a) Draft the schedule May 2026 (b) Consult'), '(a) May 2026; (b) no date')
    assert.equal(saidIn('(a) Draft the schedule May 2026'), 'May 2026')
  })

  it('is none where it was past, where it is part of a name, where each part has its own, or where there is none', () => {
    for (const text of [
      'Close what was due by March 2015',
      'Hold the workshop of June 2026',
      '(a) Draft the strategy 2027 (b) Consult',
      '(a) Review the plan of March 2015 (b) Consult',
      '(a) Scope by March 2026 (b) Build by June 2026',
      'First draft by 31 January 2027, final version by 30 April 2027',
      'Write the guide by the end of the project',
      'Publish every month by the 5th',
      '',
    ])
      assert.equal(saidIn(text), null, text)
  })

  const inJune = saidOn('2018-06-01')

  it('is the one that limits or places the deed, whatever other dates the words name', () => {
    for (const [text, words] of [
      ['Transfer 1998 files to TNA by March 2019', 'by March 2019'],
      ['Appraise files from 1998 by 31 December 2018', 'by 31 December 2018'],
      ['Publish the 2017/18 report by September 2018', 'by September 2018'],
      ['Update the 2016 policy before April 2019', 'before April 2019'],
      ['Respond to the ICO by 30 June 2018 on the breach of 4 May 2018', 'by 30 June 2018'],
      ['Implement the advice of the report dated 3 April 2018 by Christmas', 'by Christmas'],
      ['Implement the advice of the report dated 3 September 2018 by Christmas', 'by Christmas'],
      ['Review by September 2018 and annually thereafter', 'by September 2018'],
      ['Share what the audit of July 2018 says by August 2018', 'by August 2018'],
      ['Issue by 1 July 2018 the 2018 guide to 2000 staff', 'by 1 July 2018'],
      ['Start 1 July 2018 and complete by 30 September 2018', 'by 30 September 2018'],
      ['Complete training by Easter', 'by Easter'],
      ['Brief staff in July 2018 so that all comply by 30 September 2018', 'by 30 September 2018'],
      ['Respond by 30 June 2018 (meeting in July 2018)', 'by 30 June 2018'],
      ['Send the papers before 2 June 2018', 'before 2 June 2018'],
      ['Launch on 1 October 2018', 'on 1 October 2018'],
      ['Hold a workshop for owners on 3 September 2018', 'on 3 September 2018'],
      ['Policy approved and published on 1 October 2018', 'on 1 October 2018'],
      ['Have the policy approved in March 2019', 'March 2019'],
      ['Launch in Q3 2018/19', 'Q3 2018/19'],
      ['Send the papers for 3 September 2018', '3 September 2018'],
      ['Begin disposal from 1 October 2018', '1 October 2018'],
      ['Write policy (Oct 2018)', 'Oct 2018'],
      ['Write policy [Oct 2018]', 'Oct 2018'],
      ['Write policy - Oct 2018', 'Oct 2018'],
      ['Write policy Oct 2018', 'Oct 2018'],
      ['Write policy - 1/7/2018 - and tell all staff', '1/7/2018'],
      ['December 2018: publish guidance', 'December 2018'],
      ['Write policy (October)', 'October'],
    ] as const)
      assert.deepEqual(inJune(text), { words, isSeveral: false }, text)
  })

  it('is several where nothing says which of them is that of the whole', () => {
    for (const [text, words] of [
      ['Draft by end July 2018; consult Sept; publish Nov 2018', 'by end July 2018; Sept; Nov 2018'],
      ['Draft by July 2018, consult in September 2018', 'by July 2018; September 2018'],
      ['Draft by July 2018 and publish in November 2018', 'by July 2018; November 2018'],
      ['Draft by 1 July 2018/final by 1 Sept 2018', 'by 1 July 2018; by 1 Sept 2018'],
      ['Produce letters in May, July and September 2019', 'May; July; September 2019'],
      ['1 July 2018 draft, 1 Sept 2018 final', '1 July 2018; 1 Sept 2018'],
      ['Agree by 30 June 2018 or 31 July 2018', 'by 30 June 2018 or 31 July 2018'],
      ['Hold workshops on 3 and 10 September 2018', 'on 3 and 10 September 2018'],
    ] as const)
      assert.deepEqual(inJune(text), { words, isSeveral: true }, text)
  })

  it('is none where the date only names something, or tells of something else', () => {
    for (const text of [
      'Transfer 1998 files',
      'Respond to the breach of 4 May 2019',
      'Publish the 2019/20 report',
      'Produce the May 2019 newsletter',
      'Share the report dated 3 April 2019',
      'Apply the Data Protection Act 2018',
      'Agree the Strategy 2018-2021',
      'Report on Q2 2018/19',
      'Report on July 2018',
      'Report every year by 30 April',
      'Send the papers before 1 June 2018',
      'Follow up the annual audit carried out in July 2018',
      'Prepare the budget for 2019/20',
      'Follow up the audit carried out in June 2018',
      'Review the pilot (held in July 2018)',
      'Delete emails older than 31 December 2018',
      'Review quarterly from 1 September 2018',
      'Review version 2 of June 2018',
      'Withdrawn June 2018',
      'Staff may attend in the new office',
      'Tell staff in May or Sept of last year',
    ])
      assert.equal(inJune(text), null, text)
  })
})
