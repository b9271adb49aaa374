import { everybody, objectKind } from '#platform/access/index.ts'

/**
 * Who sees what a unit answered, with notes and evidence: those who run or moderate assessments in it, the people of the unit, whoever leads it,
 * and whoever was given a section of it.
 */
export const UNIT_ANSWERS = objectKind(
  {
    key: 'answers of units',
    shape: {
      table: ['assessments', 'participant'],
      facts: { unitId: 'unit_id', leadId: 'lead_id' },
      related: {
        delegations: {
          table: ['assessments', 'delegation'],
          on: ['participant_id', 'id'],
          facts: { personId: 'person_id', endedAt: 'ended_at' },
        },
      },
    },
  },
  ({ any, holdsIn, worksIn, isPerson, some }) => ({
    deeds: {
      read: {
        allow: any(
          holdsIn('assessments:run', 'unitId'),
          holdsIn('assessments:moderate', 'unitId'),
          worksIn('unitId'),
          isPerson('leadId'),
          some('delegations', (one) => one.all(one.isPerson('personId'), one.is('endedAt', null))),
        ),
      },
    },
  }),
)

/** Of rows that no rule hides. */
export const RESULTS_SEEN = everybody('whoever may see assessments sees how each unit came out')
