import type { GuardedDoor } from '#features/home/index.ts'
import type { HouseDoor } from '#platform/web/index.ts'

/** What the service navigation and the home page lead to. */
export const doors: readonly (GuardedDoor & HouseDoor)[] = [
  { text: 'Action plans', href: '/plans', admits: 'plans:read', about: 'What was recommended, promised and done' },
  {
    text: 'Assessments',
    href: '/assessments',
    admits: 'assessments:read',
    about: 'How well each unit looks after its information, and what follows',
  },
  {
    text: 'Information',
    href: '/assets',
    admits: 'assets:read',
    about: 'What we hold, who answers for it, where it lives and flows',
  },
  {
    text: 'Risks',
    href: '/risks',
    admits: 'risks:read',
    about: 'What could go wrong, who answers for it, and what did go wrong',
  },
  {
    text: 'Statements and returns',
    href: '/statements',
    admits: 'statements:read',
    behind: '/assessments',
    about: 'What role holders declare, compared with what is measured',
  },
  {
    text: 'Reports',
    href: '/reports',
    admits: 'reports:read',
    about: 'For boards, compiled from every part of the service. They cannot be changed once issued',
  },
  {
    text: 'Shared drives',
    href: '/shares',
    admits: 'shares:read',
    behind: '/assets',
    about: 'What is on them, in which formats, and what is at risk',
  },
  {
    text: 'Jobs',
    href: '/administration/jobs',
    admits: 'accounts:administer',
    behind: '/people',
    about: 'Work that is done by itself: what runs, waits or failed',
  },
  { text: 'People', href: '/people', admits: 'people:read', about: 'Units, people, roles and appointments' },
]

/** What the home page leads to besides, behind those doors. */
export const furtherDoors: readonly GuardedDoor[] = [
  {
    text: 'Actions',
    href: '/plans/actions',
    admits: 'plans:read',
    about: 'Filter, sort and download every action',
  },
  {
    text: 'Report an incident',
    href: '/risks/report-an-incident',
    admits: 'risks:read',
    about: 'Something was lost, sent to the wrong place or seen by the wrong person',
  },
  { text: 'Progress report', href: '/plans/report', admits: 'plans:read', about: 'For a board, as of any day' },
  {
    text: 'Reminders about your actions',
    href: '/plans/chasing',
    admits: 'plans:read',
    about: 'Messages and calendars of what is due',
  },
]
