import { ofTheBody, UNIT_KINDS } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import {
  changeMany,
  ENDS_ON,
  nameField,
  type Register,
  type RegisterField,
  WHY_ENDED,
} from '#platform/register/index.ts'
import { BAND_COLOURS } from './model.ts'
import { paths } from './paths.ts'
import { writeRatings } from './ratings.ts'
import { risks } from './registers.ts'
import { BAND, common } from './targets.ts'

/** The matrix works out again how each open risk stands; those that stand otherwise are rated anew. */
export async function rateAgain(tx: Tx, act: Act): Promise<void> {
  const which = sql`select id from risks.risk where closed_on is null`
  await writeRatings(tx, act, await changeMany(tx, act, risks, { which, set: {} }))
}

const RANK: RegisterField = {
  kind: 'number',
  column: 'rank',
  label: 'Rank',
  hint: 'From 1 for the lowest. The score of a risk is its likelihood times its impact',
  required: 'Enter the rank',
  least: 1,
  most: 9,
  sorted: true,
}
const NAME: RegisterField = { kind: 'text', column: 'name', label: 'Name', required: 'Enter the name', most: 100 }

const JUDGED = { by: 'nobody', because: 'Risks were judged by it.' } as const
/** The matrix is one for the whole body. */
const MATRIX = ofTheBody('every unit judges its risks by one matrix')
const FEWER = { text: 'Make the matrix smaller', href: () => paths.shrink }

const scale = (of: 'likelihood' | 'impact', plural: string, path: string, about: string): Register => ({
  ...common,
  unit: MATRIX,
  key: `risk-${plural}`,
  singular: of,
  plural,
  table: ['risks', of],
  path,
  about,
  named: ['rank', 'name'],
  keys: [['name']],
  ended: 'ended_on',
  life: {
    ended: {
      by: 'room',
      isEnded: (today) => sql`coalesce(item.ended_on <= ${today}, false)`,
      deed: FEWER,
    },
    merged: { by: 'room', deed: FEWER },
    deleted: JUDGED,
  },
  fields: [NAME, RANK, { kind: 'text', column: 'meaning', label: 'What it means', lines: 2, most: 1_000 }],
  facts: [{ kind: 'day', column: 'ended_on', label: 'Removed from the matrix on' }],
  constraints: { [`${of}_rank`]: { field: 'rank', message: 'Another level of this scale has this rank' } },
  saved: rateAgain,
})

export const likelihoods = scale(
  'likelihood',
  'likelihoods',
  paths.likelihoods,
  'The levels at which the likelihood of a risk is judged.',
)
export const impacts = scale('impact', 'impacts', paths.impacts, 'The levels at which the impact of a risk is judged.')

export const bands: Register = {
  ...common,
  unit: MATRIX,
  key: 'risk-bands',
  singular: 'band',
  plural: 'bands',
  table: ['risks', 'band'],
  path: paths.bands,
  about:
    'How grave a risk is by where it stands in the matrix, where such a risk is held, and how often it is reviewed.',
  named: ['name'],
  keys: [['name']],
  life: {
    ended: { by: 'nobody', because: 'A band is a part of the matrix. The matrix says which places of it a band has.' },
    merged: { by: 'nobody', because: 'A band is a part of the matrix. Give its places to another band there.' },
    deleted: JUDGED,
  },
  fields: [
    NAME,
    { ...RANK, hint: 'From 1 for the least grave' },
    {
      kind: 'choice',
      column: 'colour',
      label: 'Colour',
      required: 'Select the colour',
      options: BAND_COLOURS,
    },
    { kind: 'text', column: 'meaning', label: 'What it asks for', lines: 2, most: 1_000 },
    {
      kind: 'choices',
      column: 'held_in',
      label: 'Held in units of these kinds',
      hint: 'A risk of this band that is held elsewhere is to be escalated. Leave empty for anywhere',
      options: UNIT_KINDS,
    },
    { kind: 'number', column: 'review_days', label: 'Days between reviews', least: 1, most: 1_000 },
  ],
  constraints: {
    band_rank: { field: 'rank', message: 'Another band has this rank' },
    band_name: { field: 'name', message: 'There is a band with this name already' },
  },
  saved: rateAgain,
}

export const categories: Register = {
  ...common,
  unit: ofTheBody('the appetite is that of the body'),
  key: 'risk-categories',
  singular: 'category',
  plural: 'categories of risk',
  table: ['risks', 'category'],
  path: paths.categories,
  about: 'Kinds of risk to information, and how much of each is accepted: the appetite.',
  named: ['name'],
  keys: [['name']],
  ended: 'ended_on',
  life: {
    ended: ENDS_ON,
    merged: { by: 'kit', stays: [] },
    deleted: JUDGED,
  },
  fields: [
    nameField('Enter the name'),
    { kind: 'text', column: 'about', label: 'What it covers', lines: 2, most: 1_000 },
    {
      kind: 'reference',
      column: 'appetite_id',
      label: 'Appetite',
      hint: 'The most serious band that is accepted. Anything more serious is beyond the appetite',
      to: BAND,
    },
    { kind: 'text', column: 'appetite_words', label: 'The appetite in words', lines: 3, most: 2_000, listed: false },
    { kind: 'day', column: 'ended_on', label: 'Not used any more since', listed: false },
    WHY_ENDED,
  ],
  constraints: { category_name: { field: 'name', message: 'There is a category with this name already' } },
  saved: rateAgain,
}

export const scales: readonly Register[] = [likelihoods, impacts, bands, categories]
