import { inUnit, inUnitOfIts, PERSON, UNIT } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import { ENDS_ON, NOTHING_LEADS, nameField, type Register, WHY_ENDED } from '#platform/register/index.ts'
import { changeObstacles } from './changing/store.ts'
import { PLACE_KINDS, STATES } from './model.ts'
import { placePanel } from './panels.ts'
import { paths } from './paths.ts'
import { there } from './store.ts'
import { common, PLACE, SHARE } from './targets.ts'

export const places: Register = {
  ...common,
  unit: inUnit('unit_id'),
  key: 'places',
  singular: 'place',
  plural: 'places',
  table: ['assets', 'place'],
  path: paths.places,
  about:
    'Where information lives: systems, shared drives, mailboxes, paper stores, websites and datasets, and how far each is in its life.',
  named: ['name'],
  keys: [['name']],
  life: {
    ended: {
      by: 'room',
      isEnded: () => sql`not ${there}`,
      deed: { text: 'Switch this place off by its checklist', href: (id) => paths.check(id, 'switch-off') },
    },
    merged: { by: 'kit', stays: ['assets.change_check.place_id'], becomes: () => ({ state: 'decommissioned' }) },
    deleted: { by: 'kit' },
  },
  fields: [
    nameField('Enter the name of the place', { most: 300 }),
    {
      kind: 'choice',
      column: 'kind',
      label: 'Kind',
      required: 'Select what kind of place it is',
      options: PLACE_KINDS,
      filtered: true,
      sorted: true,
    },
    {
      kind: 'choice',
      column: 'state',
      label: 'State',
      required: 'Select how far it is in its life',
      options: STATES,
      filtered: true,
      sorted: true,
    },
    { kind: 'reference', column: 'unit_id', label: 'Unit', to: UNIT, filtered: true },
    { kind: 'reference', column: 'owner_id', label: 'Owner', to: PERSON },
    { kind: 'reference', column: 'share_id', label: 'Shared drive that was profiled', to: SHARE, listed: false },
    { kind: 'text', column: 'supplier', label: 'Supplier', most: 300, listed: false },
    { kind: 'day', column: 'contract_ends_on', label: 'Contract ends', listed: false },
    {
      kind: 'decimal',
      column: 'yearly_cost',
      label: 'Cost a year',
      hint: 'Licences, hosting, storage and support, with VAT. An estimate will do',
      least: 0,
      most: 1_000_000_000,
      places: 2,
      unit: { before: '£' },
      filtered: true,
      sorted: true,
      listed: false,
    },
    {
      kind: 'decimal',
      column: 'volume_tb',
      label: 'Volume',
      hint: 'How much information is in it. An estimate will do',
      least: 0,
      most: 1_000_000,
      places: 3,
      unit: { after: 'TB' },
      filtered: true,
      listed: false,
    },
    {
      kind: 'text',
      column: 'address',
      label: 'Address',
      hint: 'Of a website, or of a store',
      most: 500,
      listed: false,
    },
    { kind: 'text', column: 'about', label: 'What it is for', lines: 3, most: 5_000, listed: false },
  ],
  constraints: { place_name: { field: 'name', message: 'There is a place with this name already' } },
  obstacles: changeObstacles,
  panels: placePanel,
}

export const boxes: Register = {
  ...common,
  unit: inUnitOfIts('place_id', PLACE.table),
  key: 'boxes',
  singular: 'box',
  plural: 'boxes',
  table: ['assets', 'box'],
  path: paths.boxes,
  about: 'Boxes of paper, by series and store.',
  named: ['number'],
  keys: [['number', 'place_id']],
  ended: 'ended_on',
  life: {
    ended: ENDS_ON,
    merged: NOTHING_LEADS,
    deleted: { by: 'kit' },
  },
  fields: [
    {
      kind: 'text',
      column: 'number',
      label: 'Number',
      required: 'Enter the number of the box',
      most: 100,
      sorted: true,
      searched: true,
    },
    { kind: 'reference', column: 'place_id', label: 'Store', required: 'Select the store', to: PLACE, filtered: true },
    {
      kind: 'text',
      column: 'series',
      label: 'Series',
      required: 'Enter the series',
      most: 200,
      sorted: true,
      searched: true,
    },
    { kind: 'text', column: 'covers', label: 'What is in it', lines: 2, most: 2_000 },
    { kind: 'number', column: 'from_year', label: 'From year', least: 1000, most: 2200 },
    { kind: 'number', column: 'to_year', label: 'To year', least: 1000, most: 2200 },
    { kind: 'text', column: 'location', label: 'Shelf', most: 100 },
    { kind: 'day', column: 'ended_on', label: 'Destroyed or handed over on', listed: false },
    WHY_ENDED,
  ],
  constraints: {
    box_number: { field: 'number', message: 'This store has a box with this number already' },
    box_years: { field: 'to_year', message: 'The last year must be the same as or after the first' },
  },
}
