import { asTheReader } from '#platform/access/index.ts'
import { type ReportSection, tableOrWords } from '#platform/documents/index.ts'
import { type Measure, readMeasure } from '#platform/measures.ts'

/** Every measure of every room, as one table: the page that a board reads first. */
export const measuredSection = (measures: readonly Measure[]): ReportSection => ({
  key: 'reports.measures',
  admits: 'reports:read',
  seenBy: asTheReader('the measures'),
  compile: async (db, { on }, viewer) => {
    const readings = await Promise.all(
      measures.map(async (measure) => ({
        name: measure.name,
        reading: await readMeasure(measure, db, { of: 'all' }, { today: on, viewer }),
      })),
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
