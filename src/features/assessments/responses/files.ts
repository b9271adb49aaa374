import { BadRequest, Forbidden } from '#platform/errors.ts'
import type { LargeFiles } from '#platform/web/index.ts'
import { seenParticipant } from '../lookup.ts'
import { mayAnswer } from '../model.ts'
import { questionOf } from './deeds.ts'
import { ANSWER_FILES, answerSubject } from './model.ts'

/** Files that support an answer: sent for a question of a unit, by whoever may answer it. */
export const answerFiles: LargeFiles = {
  ...ANSWER_FILES,
  subject: ({ id = '', question = '' }) => answerSubject(id, question),
  async allow(asked, subject) {
    const [, id, question] = /^([^/]+)\/(.+)$/s.exec(subject ?? '') ?? []
    if (!id) throw new BadRequest('Say which answer the file supports', 'As “for” in Upload-Metadata.')
    const { participant, ties } = await seenParticipant(asked, id)
    const { section } = await questionOf(asked.db, participant, question)
    if (!mayAnswer(participant, ties, asked.person, section.code))
      throw new Forbidden('Only the unit’s own people, its lead and those whom they asked answer for it')
  },
}
