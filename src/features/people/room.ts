import { inUnitAnd, neverKept, OPEN } from '#platform/access/index.ts'
import type { Room } from '#platform/room/index.ts'
import { peopleJobs } from './jobs.ts'
import { loadExamplePeople, loadRoleRules, loadRoles } from './load.ts'
import { measures } from './measures.ts'
import { needs } from './needs.ts'
import { references } from './references.ts'
import { belongings, records } from './reorganising/belongings.ts'
import { registers, routes } from './routes.ts'
import { sections } from './sections.ts'
import { PEOPLE_SEEN } from './seeing.ts'

/** Units, people, roles and appointments, and the rules that they keep. */
export const people: Room = {
  name: 'people',
  permissions: [
    {
      key: 'people:read',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
        'Information Asset Owner',
        'KIM Champion',
        'Local Information Manager',
        'Assessor',
        'Executive committee member',
        'Administrator',
      ],
      holds: OPEN,
      means: 'See units, people, roles and appointments',
    },
    {
      key: 'people:change',
      given: ['Departmental Records Officer', 'Head of Knowledge and Information Management', 'Administrator'],
      holds: inUnitAnd('reorganise units and accept exceptions from the rules of governance'),
      means: 'Add and change units and people',
    },
    {
      key: 'accounts:administer',
      given: ['Departmental Records Officer', 'Administrator'],
      means: 'Give accounts, change roles and make appointments',
      holds: neverKept('whoever makes appointments can appoint themselves anywhere'),
    },
  ],
  doors: [{ text: 'People', href: '/people', admits: 'people:read', about: 'Units, people, roles and appointments' }],
  routes,
  jobs: (rooms) => peopleJobs(rooms.belongings),
  registers: ({ permissions }) => registers(permissions),
  measures,
  sections,
  needs: { seenBy: PEOPLE_SEEN, ask: needs },
  belongings,
  unitRecords: records,
  personReferences: references,
  content: {
    own: async (tx, act, { isNew, rooms }) => {
      if (isNew) await loadRoles(tx, act, rooms.permissions)
      await loadRoleRules(tx, act)
    },
    example: async (tx, act, { isNew }) => {
      if (isNew) await loadExamplePeople(tx, act)
    },
  },
}
