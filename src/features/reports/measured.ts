import { type ReportSection, tableOrWords } from '#platform/documents/index.ts'
import type { Measure } from '#platform/measures.ts'

/** Every measure of every room, as one table: the page that a board reads first. */
export const measuredSection = (measures: readonly Measure[]): ReportSection => ({
  key: 'reports.measures',
  admits: 'reports:read',
  compile: async (db, { on }) => {
    const readings = await Promise.all(
      measures.map(async (measure) => ({ name: measure.name, reading: await measure.read(db, { of: 'all' }, on) })),
    )
    return [
      tableOrWords(
        'What the measures say',
        'Nothing is measured yet.',
        [
          { text: 'Measure', share: 4 },
          { text: 'Met', numeric: true },
          { text: 'Of', numeric: true },
          { text: 'In words', share: 5 },
        ],
        readings.map(({ name, reading }) => [
          name,
          reading.isWell === null ? '' : String(reading.good),
          reading.all === 0 ? '' : String(reading.all),
          reading.words,
        ]),
      ),
    ]
  },
})
