import { DEEDS } from '../../statuses/answers.ts'

/** Words that say that something was done, as headers, headings and questions have them: the part of a pattern. */
export const DONE = [...DEEDS, 'signed off'].join('|')
