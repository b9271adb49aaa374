import type { Belonging } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import { choicesFor, chooseAssessments, inheritAssessments } from './campaigns/merging.ts'

/** Assessments that go on follow when units are reorganised; where several take part in one campaign, the one that is further goes on. */
export const belongings: readonly Belonging[] = [
  {
    one: 'assessment that goes on',
    more: 'assessments that go on',
    count: (db, unitId) =>
      db.one(sql`
        select count(*) as moves, 0 as stays from assessments.participant where unit_id = ${unitId} and state in ('answering', 'submitted')`),
    choices: choicesFor,
    choose: chooseAssessments,
    move: inheritAssessments,
  },
]
