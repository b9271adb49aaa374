import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { interpretDate, LONGEST_WORDS } from '#features/plans/dates/index.ts'
import { closest } from '#features/plans/matching.ts'
import { eventIn, isBefore } from '#features/plans/milestones/model.ts'
import { slugOf } from '#features/plans/publishing/model.ts'
import { statusOfWords, verdictOfWords } from '#features/plans/statuses.ts'
import { guessable } from '#platform/access/index.ts'
import { dayFromText, momentFromText } from '#platform/calendar/index.ts'
import { plainWords, proseOf, runsOf } from '#platform/documents/prose.ts'
import { withoutEnd, withoutEnds } from '#platform/ends.ts'
import { sheetName } from '#platform/exports/columns.ts'
import { failureInWords, maskedLine } from '#platform/failure/index.ts'
import { clean, oneLine } from '#platform/form/index.ts'
import { meant, plain } from '#platform/register/sheet.ts'
import { checksumIn, metadataIn } from '#platform/tus/protocol.ts'
import { unturned, withoutUnseen } from '#platform/unseen.ts'
import { readName } from '#platform/uploads/model.ts'
import { ownPath } from '#platform/web/index.ts'
import { formIn, jsonIn } from '#platform/web/parsers.ts'
import { shownPath } from '#platform/web/server.ts'
import { slowness } from './turns.ts'

/** A request's head, a form's field of several lines, a form that can be sent at all, JSON, and an error of any length. */
const [HEAD, FIELD, FORM, JSON_BODY, ANY] = [16_000, 20_000, 262_144, 262_144, 1_000_000]
const DAY = '2026-11-23'

/** What reads text of strangers, at the length at which it can come. */
const READERS: readonly (readonly [name: string, length: number, read: (text: string) => unknown])[] = [
  ['failureInWords', ANY, (text) => failureInWords(new Error(text))],
  ['maskedLine', ANY, maskedLine],
  ['withoutUnseen', FORM, withoutUnseen],
  ['clean', FORM, clean],
  ['oneLine', FORM, oneLine],
  ['unturned', FORM, unturned],
  ['formIn', FORM, (text) => formIn(text, 2_000)],
  ['jsonIn', JSON_BODY, jsonIn],
  ['withoutEnd', FORM, (text) => withoutEnd(text, /[/.-]/)],
  ['withoutEnds', FORM, (text) => withoutEnds(text, /[/.-]/)],
  ['shownPath', HEAD, shownPath],
  ['ownPath', HEAD, ownPath],
  ['metadataIn', HEAD, metadataIn],
  ['checksumIn', HEAD, checksumIn],
  ['readName', HEAD, readName],
  ['meant', FIELD, meant],
  ['plain', FIELD, plain],
  ['interpretDate', LONGEST_WORDS, (text) => interpretDate(text, DAY)],
  ['statusOfWords', FIELD, (text) => statusOfWords(text, DAY)],
  ['verdictOfWords', FIELD, (text) => verdictOfWords(text, DAY)],
  ['eventIn', FIELD, eventIn],
  ['isBefore', FIELD, isBefore],
  ['slugOf', FIELD, slugOf],
  ['sheetName', FIELD, sheetName],
  ['closest', 1_000, (text) => closest(text, [{ id: '1', name: 'Jo Smith', kind: 'person' }])],
  ['runsOf', FIELD, runsOf],
  ['proseOf', FIELD, proseOf],
  ['plainWords', FIELD, plainWords],
  ['dayFromText', FIELD, dayFromText],
  ['momentFromText', FIELD, momentFromText],
  ['guessable', FIELD, (text) => guessable(text, [text])],
]

/** What has made expressions go through a text again from each of its signs. */
const UNITS = [
  [
    'a',
    'a.',
    '.',
    '/',
    'a_',
    '?a',
    '%2F%2F',
    ' ',
    '\n',
    '\r\n',
    "'",
    '"',
    '@',
    'a@.',
    '-',
    '- ',
    '0',
    '.0',
    '1,',
    '1/',
  ],
  ['and ', 'for ', 'by ', 'q1 ', 'may ', 'not ', '(', '[a](', '**', '_', '`', '# ', ';', ', and ', '=', '&', '{', '\\'],
  ['\u{E0020}', '\u{1F3F4}\u{E0067}', '\u200b', '\u200c', 'é\u200d', '\u202e', 'ﷺ', '\u0301', 'password ', '//a:b '],
].flat()
const AROUND = [
  ['', ''],
  ['x', 'x'],
  ['1', ' a'],
  ['', '@'],
] as const

describe('text of strangers', () => {
  for (const [name, length, read] of READERS)
    it(`is read by ${name} at once, whatever it is`, () => {
      const limit = 50 * slowness()
      assert.ok(UNITS.length > 40)
      for (const unit of UNITS)
        for (const [head, end] of AROUND) {
          const text = `${head}${unit.repeat(Math.floor(length / unit.length) - 1)}${end}`
          // What is slow of itself is slow each time: once it may have waited for the compiler or for memory.
          const time = timeUnder(limit, () => timeOf(read, text))
          assert.ok(time < limit, `${JSON.stringify([head, unit, end])} took ${time} ms`)
        }
    })
})

/** The time of some work, tried three times at most while it is not below a limit. */
function timeUnder(limit: number, time: () => number): number {
  let least = time()
  for (let tries = 1; tries < 3 && least >= limit; tries += 1) least = Math.min(least, time())
  return least
}

/** Milliseconds of the processor. What the text is refused with is no matter here. */
function timeOf(read: (text: string) => unknown, text: string): number {
  const before = process.threadCpuUsage()
  try {
    read(text)
  } catch {
    // Most of it is no JSON and no address.
  }
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
