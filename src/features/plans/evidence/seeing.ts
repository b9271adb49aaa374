import { objectKind } from '#platform/access/index.ts'
import { HOMES, heldThere } from '../rights.ts'

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
        action: { ...HOMES, on: ['id', 'action_id'] },
      },
    },
  },
  ({ any, holdsEverywhere, is, isPerson, some }) => ({
    deeds: {
      read: {
        allow: any(
          is('audience', 'readers'),
          holdsEverywhere('plans:change'),
          holdsEverywhere('plans:judge'),
          some('action', (action) => action.any(heldThere(action, 'plans:change'), heldThere(action, 'plans:judge'))),
          some('owners', (owner) => owner.any(owner.isPerson('personId'), owner.hasRole('roleId'))),
          some('claims', (claim) => claim.isPerson('byId')),
        ),
      },
      withdraw: {
        allow: any(
          isPerson('byId'),
          holdsEverywhere('plans:change'),
          some('action', (action) => heldThere(action, 'plans:change')),
        ),
      },
    },
  }),
)
