import { objectKind } from '#platform/access/index.ts'

/**
 * Who sees what a unit answered, with notes and evidence: those who run or moderate assessments, the people of the unit, whoever leads it,
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
  ({ any, holds, worksIn, isPerson, some }) => ({
    deeds: {
      read: {
        allow: any(
          holds('assessments:run'),
          holds('assessments:moderate'),
          worksIn('unitId'),
          isPerson('leadId'),
          some('delegations', (one) => one.all(one.isPerson('personId'), one.is('endedAt', null))),
        ),
      },
    },
  }),
)
