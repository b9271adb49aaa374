import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { doubtOf } from './owner-doubts.ts'

const NOBODY =
  'In recruitment|Post being advertised|Advert out|To follow|nil|Unclear|Gap|Ownerless|Various|Multiple|Several|Both|As appropriate|Relevant IAO|SIRO to nominate|50%|£5k|[name]|Insert name|<Enter owner>|Owner’s name|Choose an item.|Click or tap here to enter text.|✓|H|High|https://a.gov.uk/b|020 7946 0000'
const ELSEWHERE = 'As below|Below|above|↓|ibid|dto|-"-'
const CHANGED = 'Jane Smith (to be replaced)|Jane Smith (retiring)|Jane Smith (maternity leave)'
const MORE = 'DRO - complete|DRO [£5,000]|DRO (see note 2)|Lead - DRO|DRO (complete)'
const UNSURE =
  'DRO (TBN)|DRO (TBS)|DRO for SIRO|IT on behalf of DRO|DRO via IT|DRO to lead|Head of IT or deputy|SIRO or nominated officer|Records Manager (for SIRO)|DRO through line managers|HR to arrange|a. DRO b. SIRO'
const NAMES =
  'Jane Smith|DRO|HR|Head of KIM|Heather Low|Both Houses Clerk|Gap Analysis Team|Director for IT|Lead Officer|Head of Names and Numbers|DRO (Records)|Head of IT (Interim)|Support Team - North|Relevance Manager|Director of Digital|The Above Board Team'

/** What is asked of such words; nothing where only a day beside an owner is in doubt. */
const questionOf = (owner: string): string => {
  const doubt = doubtOf(owner)
  return typeof doubt === 'string' ? doubt : ''
}

describe('words in a cell of owners', () => {
  for (const [words, asked] of [
    [NOBODY, /names nobody/],
    [ELSEWHERE, /points to other words/],
    [CHANGED, /has changed/],
    [MORE, /holds more than an owner/],
    [UNSURE, /does not say for certain/],
  ] as const)
    for (const owner of words.split('|')) it(`are asked about: ${owner}`, () => assert.match(questionOf(owner), asked))

  for (const owner of NAMES.split('|')) it(`only name: ${owner}`, () => assert.equal(doubtOf(owner), null))
})
