import { sql } from '#platform/db/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { choicesFor, chooseAssessments, give } from './campaigns/merging.ts'

/** Assessments that go on follow when units are reorganised; where several take part in one campaign, the one that is further goes on. */
export const belongings: readonly Belonging[] = [
  {
    key: 'participants',
    one: 'open assessment',
    more: 'open assessments',
    column: 'assessments.participant.unit_id',
    seen: { by: 'assessments:read', rows: 'every' },
    moves: 'assessments:run',
    choices: choicesFor,
    choose: chooseAssessments,
    move: (tx, _act, which, { to }) => give(tx, to, which(sql`p.id`)),
    leave: (tx, _act, which, { body }) =>
      tx.run(sql`
        update assessments.participant set state = 'withdrawn', ended_why = ${`The unit went to ${body}`}, version = version + 1 where ${which(sql`id`)}`),
  },
]
