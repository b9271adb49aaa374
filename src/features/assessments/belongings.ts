import { byOf } from '#platform/audit/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Belonging, UnitRecord } from '#platform/room/index.ts'
import { choicesFor, chooseAssessments, give } from './campaigns/merging.ts'

/**
 * Assessments that go on follow when units are reorganised, and what a low score asked of a unit; where several have something open in one
 * campaign, the one that is further goes on.
 */
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
  {
    key: 'consequences',
    one: 'repeat or escalation after a low score',
    more: 'repeats or escalations after low scores',
    column: 'assessments.consequence.unit_id',
    seen: { by: 'assessments:read', rows: 'every' },
    moves: 'assessments:run',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update assessments.consequence set unit_id = ${to} where ${which(sql`id`)}`),
    leave: (tx, act, which, { body, on }) =>
      tx.run(sql`
        update assessments.consequence set settled_on = ${on}, settled_by = ${byOf(act)}, note = ${`The unit went to ${body}`} where ${which(sql`id`)}`),
  },
]

/** References that stay with a unit that is closed. */
export const records: readonly UnitRecord[] = [
  { column: 'assessments.participant.given_for_id', why: 'It says for which unit the answers were given' },
]
