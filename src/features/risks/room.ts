import { IN_UNIT, inUnitAnd, OPEN, rowsOf } from '#platform/access/index.ts'
import type { Room } from '#platform/room/index.ts'
import { belongings, records } from './belongings.ts'
import { INCIDENT } from './incidents/kind.ts'
import { riskJobs } from './jobs.ts'
import { loadExampleRisks, loadMatrix } from './load.ts'
import { measures } from './measures.ts'
import { needs } from './needs.ts'
import { besideAssets, besidePeople } from './neighbour-panels.ts'
import { references } from './references.ts'
import { registers, routes } from './routes.ts'
import { sections } from './sections.ts'

/** Risks and incidents: what could go wrong, who answers for it, and what did go wrong. */
export const risks: Room = {
  name: 'risks',
  uses: ['people', 'assets', 'plans', 'shares'],
  asks: ['mail'],
  permissions: [
    {
      key: 'risks:read',
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
      means: 'See risks, and look again at those that they own',
    },
    {
      key: 'risks:change',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
      ],
      holds: inUnitAnd('change the matrix and the appetite'),
      means: 'Change the register of risks',
    },
    {
      key: 'incidents:read',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
      ],
      holds: IN_UNIT,
      means: 'See incidents and breaches',
    },
    {
      key: 'incidents:change',
      given: ['Departmental Records Officer', 'Head of Knowledge and Information Management'],
      holds: IN_UNIT,
      means: 'Handle incidents and breaches',
    },
  ],
  doors: [
    {
      text: 'Risks',
      href: '/risks',
      admits: 'risks:read',
      about: 'What could go wrong, who answers for it, and what did go wrong',
    },
    {
      text: 'Report an incident',
      href: '/risks/report-an-incident',
      admits: 'risks:read',
      about: 'Something was lost, sent to the wrong place or seen by the wrong person',
      isOnHomeAlone: true,
    },
  ],
  routes,
  jobs: riskJobs,
  registers,
  measures,
  sections,
  needs: { seenBy: rowsOf(INCIDENT), ask: needs },
  panels: [...besidePeople, ...besideAssets],
  belongings,
  unitRecords: records,
  personReferences: references,
  content: { own: loadMatrix, example: loadExampleRisks },
}
