import { objectKind } from '#platform/access/index.ts'

/** Who sees a piece of evidence: everybody who may see the plan, or only the parties of its action, who own it, claimed on it, judge, or run the plan. */
export const EVIDENCE = objectKind(
  {
    key: 'evidence',
    shape: {
      table: ['plans', 'evidence'],
      facts: { audience: 'audience', byId: 'by_person_id' },
      related: {
        owners: {
          table: ['plans', 'owner'],
          on: ['action_id', 'action_id'],
          facts: { roleId: 'role_id', personId: 'person_id' },
        },
        claims: { table: ['plans', 'claim'], on: ['action_id', 'action_id'], facts: { byId: 'by_person_id' } },
      },
    },
  },
  ({ any, holds, is, isPerson, some }) => ({
    deeds: {
      read: {
        allow: any(
          is('audience', 'readers'),
          holds('plans:change'),
          holds('plans:judge'),
          some('owners', (owner) => owner.any(owner.isPerson('personId'), owner.hasRole('roleId'))),
          some('claims', (claim) => claim.isPerson('byId')),
        ),
      },
      withdraw: { allow: any(isPerson('byId'), holds('plans:change')) },
    },
  }),
)
