import { assetTarget, placeTarget } from '#features/assets/index.ts'
import { inUnitOfIts, PERSON } from '#features/people/index.ts'
import { actionTarget } from '#features/plans/index.ts'
import {
  ENDS_ON,
  type Life,
  NOTHING_LEADS,
  nameField,
  type Register,
  type RegisterField,
  WHY_ENDED,
} from '#platform/register/index.ts'
import { CONTROL_KINDS, WORKS } from './model.ts'
import { paths } from './paths.ts'
import { common, RISK } from './targets.ts'

/** Whoever may change a risk may change what is linked with it. */
const OF_ITS_RISK = inUnitOfIts('risk_id', ['risks', 'risk'])

const WHICH_RISK: RegisterField = {
  kind: 'reference',
  column: 'risk_id',
  label: 'Risk',
  required: 'Select the risk',
  to: RISK,
}
const ENDED: RegisterField = { kind: 'day', column: 'ended_on', label: 'Ended on', listed: false }

const LINK: Life = {
  ended: ENDS_ON,
  merged: NOTHING_LEADS,
  deleted: { by: 'kit' },
}

export const controls: Register = {
  ...common,
  unit: OF_ITS_RISK,
  key: 'risk-controls',
  singular: 'control',
  plural: 'controls',
  table: ['risks', 'control'],
  path: paths.controls,
  about: 'What reduces risks today, who looks after it, and whether it works.',
  named: ['name'],
  keys: [['name', 'risk_id']],
  ended: 'ended_on',
  life: LINK,
  fields: [
    nameField('Enter the control', { label: 'Control', most: 300 }),
    WHICH_RISK,
    {
      kind: 'choice',
      column: 'kind',
      label: 'Kind',
      required: 'Select what kind of control it is',
      options: CONTROL_KINDS,
      filtered: true,
    },
    { kind: 'reference', column: 'owner_id', label: 'Looked after by', to: PERSON },
    { kind: 'choice', column: 'works', label: 'Does it work?', options: WORKS, filtered: true },
    { kind: 'day', column: 'tested_on', label: 'Last tested on', sorted: true },
    { kind: 'text', column: 'evidence', label: 'Evidence', lines: 2, most: 2_000, listed: false },
    ENDED,
    WHY_ENDED,
  ],
  constraints: {},
}

export const mitigations: Register = {
  ...common,
  unit: OF_ITS_RISK,
  key: 'risk-actions',
  singular: 'action',
  plural: 'actions on risks',
  table: ['risks', 'mitigation'],
  path: paths.mitigations,
  about: 'What is still to be done about risks. An action of an action plan says itself how it stands.',
  named: ['what'],
  keys: [['what', 'risk_id']],
  ended: 'ended_on',
  life: LINK,
  fields: [
    {
      kind: 'text',
      column: 'what',
      label: 'What is done',
      required: 'Enter what is done',
      most: 500,
      lines: 2,
      sorted: true,
      searched: true,
    },
    WHICH_RISK,
    {
      kind: 'reference',
      column: 'action_id',
      label: 'Action of an action plan',
      hint: 'Leave empty if no plan has it. Where there are many, type a part of its words: what fits is offered',
      to: actionTarget,
    },
    { kind: 'reference', column: 'owner_id', label: 'Owner', to: PERSON },
    { kind: 'day', column: 'due_on', label: 'To be done by', sorted: true },
    { kind: 'day', column: 'done_on', label: 'Done on' },
    ENDED,
    WHY_ENDED,
  ],
  constraints: {},
}

export const ties: Register = {
  ...common,
  unit: OF_ITS_RISK,
  key: 'risk-ties',
  singular: 'link',
  plural: 'links of risks',
  table: ['risks', 'tie'],
  path: paths.ties,
  about: 'Which assets, places and formats a risk is to.',
  named: ['risk_id'],
  keys: [['risk_id', 'asset_id', 'place_id', 'format']],
  ended: 'ended_on',
  life: LINK,
  fields: [
    { ...WHICH_RISK, listed: true },
    { kind: 'reference', column: 'asset_id', label: 'Asset', to: assetTarget },
    { kind: 'reference', column: 'place_id', label: 'Place', to: placeTarget },
    {
      kind: 'text',
      column: 'format',
      label: 'Format',
      hint: 'Such as fmt/40 Microsoft Word 97: its PRONOM identifier links it with the policy for formats and the shared drives',
      most: 200,
      searched: true,
      sorted: true,
    },
    { kind: 'text', column: 'note', label: 'In which way', most: 500 },
    ENDED,
    WHY_ENDED,
  ],
  constraints: {
    tie_one: { field: 'asset_id', message: 'Give one of these: an asset, a place or a format' },
    tie_pair: { field: 'asset_id', message: 'The risk is linked with this already' },
  },
}

export const tieRegisters: readonly Register[] = [controls, mitigations, ties]
