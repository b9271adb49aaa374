import { type Day, inWords } from '#platform/calendar/index.ts'
import { letterEnd, type PaperBlock, type PaperDocument } from '#platform/documents/index.ts'
import { counted } from '#platform/words.ts'
import { STATUS_NAMES } from '../model.ts'
import { type SaidTarget, targetAsSaid } from '../targets.ts'
import type { Escalation } from './store.ts'

/** The letter with which an action goes up: drafted, for a person to read and sign. */
export function letterOf(escalation: Escalation, today: Day, from: string): PaperDocument {
  const { role, holders, ref, planTitle, why } = escalation
  const paragraph = (words: string): PaperBlock => ({ type: 'paragraph', text: words })
  const action = ref ? `Action ${ref}` : 'An action'
  return {
    title: `${action} of “${planTitle}”`,
    subtitle: inWords(today),
    orientation: 'portrait',
    blocks: [
      paragraph(
        `To: ${holders ? `${holders.replaceAll('\n', ', ')}, ${role}` : `${role} (nobody holds this role today)`}`,
      ),
      paragraph(`From: ${from}`),
      paragraph(`${action} of the action plan “${planTitle}” has been escalated to you, as our rules say. ${why}`),
      actionTable(escalation),
      paragraph('You are asked to decide one of these, and to tell us which:'),
      {
        type: 'list',
        items: [
          'what the owner needs so that the action is finished, and by when;',
          'that another owner takes it over;',
          'that the action is no longer wanted, and why the risk that it met can be accepted.',
        ],
      },
      paragraph('We will put your answer on the action’s record.'),
      ...letterEnd(today, from),
    ],
  }
}

const actionTable = ({ text, owners, status, slips, ...target }: Escalation): PaperBlock => ({
  type: 'table',
  caption: 'The action',
  columns: [
    { text: 'What', share: 1 },
    { text: 'As it stands', share: 3 },
  ],
  rows: [
    ['Action', text],
    ['Owner', owners ?? 'None'],
    ['Target date', dateInWords(target)],
    ['The latest claim', STATUS_NAMES[status]],
    ['Target date moved later', slips === 1 ? 'Once' : counted(slips, 'time', 'times')],
  ],
})

const dateInWords = (target: SaidTarget): string => {
  const { targetText, latest } = target
  return targetText !== null && latest !== null
    ? `${targetText} (read as ${inWords(latest)})`
    : (targetAsSaid(target) ?? 'None')
}
