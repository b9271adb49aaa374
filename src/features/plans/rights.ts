import {
  mayDo,
  objectKind,
  type Permission,
  type Person,
  type Rule,
  type Subject,
  type Words,
} from '#platform/access/index.ts'

/** Who runs a plan, and brings versions of it: whoever may in its unit. A plan of no unit is the whole body's. */
export const PLAN = objectKind(
  { key: 'plans', shape: { table: ['plans', 'plan'], facts: { unitId: 'unit_id' } } },
  ({ anybody, holdsIn }) => ({
    deeds: {
      read: { allow: anybody },
      change: { allow: holdsIn('plans:change', 'unitId') },
      import: { allow: holdsIn('plans:import', 'unitId') },
    },
  }),
)

/** An action belongs to the unit of its plan and to its own. */
export const HOMES = {
  table: ['plans', 'action'],
  facts: { unitId: 'unit_id' },
  related: { plan: { table: ['plans', 'plan'], on: ['id', 'plan_id'], facts: { unitId: 'unit_id' } } },
} as const

/** That somebody holds a permission for an action: in its unit, or in that of its plan. */
export const heldThere = ({ any, holdsIn, some }: Words<typeof HOMES>, permission: Permission): Rule =>
  any(
    holdsIn(permission, 'unitId'),
    some('plan', (plan) => plan.holdsIn(permission, 'unitId')),
  )

/** Who changes and judges an action. */
export const ACTION = objectKind({ key: 'actions', shape: HOMES }, (words) => ({
  deeds: {
    read: { allow: words.anybody },
    change: { allow: heldThere(words, 'plans:change') },
    judge: { allow: heldThere(words, 'plans:judge') },
  },
}))

/** Actions that somebody changes, for lists that show no others. */
export const ACTIONS_RUN = objectKind({ key: 'actions that somebody changes', shape: HOMES }, (words) => ({
  deeds: { read: { allow: heldThere(words, 'plans:change') } },
}))

/** The units that an action belongs to. */
export interface Homes {
  readonly unitId: string | null
  readonly planUnitId: string | null
}

const factsOf = ({ unitId, planUnitId }: Homes) => ({ unitId, plan: [{ unitId: planUnitId }] })

export const mayChangeAction = (person: Subject, homes: Homes): boolean =>
  mayDo(person, ACTION, 'change', factsOf(homes))

export const mayJudgeAction = (person: Subject, homes: Homes): boolean => mayDo(person, ACTION, 'judge', factsOf(homes))

export const mayChangePlan = (person: Person, unitId: string | null): boolean =>
  mayDo(person, PLAN, 'change', { unitId })

export const mayImportInto = (person: Person, unitId: string | null): boolean =>
  mayDo(person, PLAN, 'import', { unitId })
