import { IN_UNIT, inBody, inUnitAnd, OPEN } from '#platform/access/index.ts'
import type { Room } from '#platform/room/index.ts'
import { belongings } from './belongings.ts'
import { loadEscalationRules } from './escalations/deeds.ts'
import { escalationRules } from './escalations/register.ts'
import { evidenceFiles } from './evidence/files.ts'
import { EVIDENCE } from './evidence/seeing.ts'
import { planJobs } from './jobs.ts'
import { loadExamplePlan } from './load.ts'
import { measures } from './measures.ts'
import { needs } from './needs.ts'
import { besidePeople } from './neighbour-panels.ts'
import { references } from './references.ts'
import { routes } from './routes.ts'
import { sections } from './sections.ts'
import { PLANS_SEEN } from './seeing.ts'

/** Action plans: what was recommended, promised and done. */
export const plans: Room = {
  name: 'plans',
  uses: ['people'],
  asks: ['mail'],
  permissions: [
    {
      key: 'plans:read',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
        'Information Asset Owner',
        'KIM Champion',
        'Local Information Manager',
        'Assessor',
        'Executive committee member',
      ],
      holds: OPEN,
      means: 'See action plans, actions and reports',
    },
    {
      key: 'plans:import',
      given: ['Departmental Records Officer', 'Head of Knowledge and Information Management'],
      holds: inUnitAnd('look after the kept readings of headers'),
      means: 'Import action plans',
    },
    {
      key: 'plans:change',
      given: ['Departmental Records Officer', 'Head of Knowledge and Information Management'],
      holds: inUnitAnd('look after layouts, rules of escalation and the log of messages'),
      means: 'Run action plans: owners, target dates, and claims that owners tell them',
    },
    {
      key: 'plans:claim',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
        'Information Asset Owner',
        'KIM Champion',
        'Local Information Manager',
      ],
      holds: inBody('they are owners of those actions'),
      means: 'Claim how actions that they own stand',
    },
    {
      key: 'plans:judge',
      given: ['Assessor'],
      holds: IN_UNIT,
      means: 'Judge claims, for actions that they do not own',
    },
  ],
  guarded: [EVIDENCE],
  doors: [
    { text: 'Action plans', href: '/plans', admits: 'plans:read', about: 'What was recommended, promised and done' },
    {
      text: 'Actions',
      href: '/plans/actions',
      admits: 'plans:read',
      about: 'Filter, sort and download every action',
      isOnHomeAlone: true,
    },
    {
      text: 'Progress report',
      href: '/plans/report',
      admits: 'plans:read',
      about: 'For a board, as of any day',
      isOnHomeAlone: true,
    },
    {
      text: 'Reminders about your actions',
      href: '/plans/chasing',
      admits: 'plans:read',
      about: 'Messages and calendars of what is due',
      isOnHomeAlone: true,
    },
  ],
  routes,
  jobs: planJobs,
  registers: [escalationRules],
  measures,
  sections,
  needs: { seenBy: PLANS_SEEN, ask: needs },
  panels: besidePeople,
  belongings,
  personReferences: references,
  largeFiles: [evidenceFiles],
  content: { own: loadEscalationRules, exampleAfterwards: loadExamplePlan },
}
