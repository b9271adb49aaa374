import { dayOf, inWords } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { type ReportSection, tableOrWords } from '#platform/documents/index.ts'
import { counted } from '#platform/words.ts'
import { PARTICIPANT_STATES } from './model.ts'
import { WHOLE } from './results/model.ts'
import { league, summaries } from './results/store.ts'
import { inFigures } from './scoring/scale.ts'

/** What the room says in reports: the latest campaign that has been opened. */
export const sections: readonly ReportSection[] = [
  {
    key: 'assessments.latest',
    admits: 'assessments:read',
    compile: async (db, { to }) => {
      const campaign = await db.maybe<{
        id: string
        name: string
        closesOn: string
        closedAt: Date | null
        isPublished: boolean
      }>(sql`
        select id, name, closes_on as "closesOn", closed_at as "closedAt", is_published as "isPublished" from assessments.campaign where state <> 'preparing' and opens_on <= ${to}
        order by is_published desc, opens_on desc, id desc limit 1`)
      if (!campaign) return [{ type: 'paragraph', text: 'No campaign of assessments has been held yet.' }]
      const [parts, open, units] = await Promise.all([
        summaries(db, campaign.id),
        db.many<{ name: string }>(
          sql`select name from assessments.campaign where state = 'open' and opens_on <= ${to} and id <> ${campaign.id} order by opens_on, name, id limit 20`,
        ),
        campaign.isPublished ? league(db, campaign.id, WHOLE, 40) : [],
      ])
      const whole = parts.find(({ part }) => part === WHOLE)
      const closed = campaign.closedAt ? [`It was closed on ${inWords(dayOf(campaign.closedAt))}.`] : []
      const others = open.length > 0 ? [`Under way: ${open.map(({ name }) => name).join('; ')}.`] : []
      const figure = (value: number | null | undefined) =>
        value === null || value === undefined ? '' : inFigures(value)
      return [
        {
          type: 'paragraph',
          text: whole
            ? `${campaign.name}, to be answered by ${inWords(campaign.closesOn)}: ${counted(whole.units, 'unit is', 'units are')} final, the middle score is ${figure(whole.median)}, from ${figure(whole.least)} to ${figure(whole.most)}, and ${counted(whole.below, 'is', 'are')} below the threshold.`
            : `${campaign.name}, to be answered by ${inWords(campaign.closesOn)}: no unit is final yet.`,
        },
        ...[...closed, ...others].map((text) => ({ type: 'paragraph' as const, text })),
        ...(units.length > 0
          ? [
              tableOrWords(
                'Units by their score',
                '',
                [
                  { text: 'Unit', share: 5 },
                  { text: 'Score', numeric: true },
                  { text: 'Level', share: 2 },
                  { text: 'State', share: 2 },
                ],
                units.map((row) => [row.unit, figure(row.score), row.level ?? '', PARTICIPANT_STATES[row.state]]),
              ),
            ]
          : []),
      ]
    },
  },
]
