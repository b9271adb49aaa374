import { IN_UNIT, inUnitAnd, OPEN } from '#platform/access/index.ts'
import type { Room } from '#platform/room/index.ts'
import { belongings, roleBelongings } from './belongings.ts'
import { loadExampleAssets } from './example.ts'
import { assetJobs } from './jobs.ts'
import { measures } from './measures.ts'
import { needs } from './needs.ts'
import { besideFindings, besidePeople } from './neighbour-panels.ts'
import { references } from './references.ts'
import { assetRegisters } from './registers.ts'
import { routes } from './routes.ts'
import { sections } from './sections.ts'
import { ASSETS_SEEN } from './seeing.ts'

/** The register of information assets: what is held, who answers for it, where it lives and flows. */
export const assets: Room = {
  name: 'assets',
  uses: ['people'],
  asks: ['register'],
  permissions: [
    {
      key: 'assets:read',
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
      means: 'See information assets, places and sharing agreements, and confirm those that they own',
    },
    {
      key: 'assets:change',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
      ],
      holds: inUnitAnd('look after its reviews and sharing agreements'),
      means: 'Change the register of information assets',
    },
    {
      key: 'assets:appoint',
      given: ['Departmental Records Officer', 'Senior Information Risk Owner'],
      holds: IN_UNIT,
      means: 'Name the owners of information assets and their deputies, in the register',
    },
  ],
  doors: [
    {
      text: 'Information',
      href: '/assets',
      admits: 'assets:read',
      about: 'What we hold, who answers for it, where it lives and flows',
    },
  ],
  routes: ({ panels }) => routes(panels),
  jobs: assetJobs,
  registers: assetRegisters,
  measures,
  sections,
  needs: { seenBy: ASSETS_SEEN, ask: needs },
  panels: [...besidePeople, ...besideFindings],
  belongings,
  roleBelongings,
  personReferences: references,
  content: { example: loadExampleAssets },
}
