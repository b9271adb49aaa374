import { condition, rowsOf } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { type ReportSection, tableOrWords } from '#platform/documents/index.ts'
import { counted, sizeInWords } from '#platform/words.ts'
import { LEVELS, type Level } from './model.ts'
import { SHARE } from './seeing.ts'

/** What the room says in reports. Shares that only a unit may see are left out: whoever reads a report may not be of it. */
export const sections: readonly ReportSection[] = [
  {
    key: 'shares.formats',
    admits: 'shares:read',
    seenBy: rowsOf(SHARE),
    compile: async (db, _span, viewer) => {
      const open = condition(viewer, SHARE, 'read', 's')
      const all = await db.one<{ shares: number; files: number; bytes: number }>(sql`
        select count(distinct s.id) as shares, coalesce(sum(t.files), 0) as files, coalesce(sum(t.bytes), 0) as bytes
        from shares.share s left join shares.tally t on t.share_id = s.id and t.measure = 'format' where ${open}`)
      const levels = await db.many<{ level: Level; files: number; bytes: number; formats: number }>(sql`
        select coalesce(r.level, 'unrated') as level, sum(t.files) as files, sum(t.bytes) as bytes, count(distinct t.key) as formats
        from shares.share s join shares.tally t on t.share_id = s.id and t.measure = 'format' left join shares.policy p on p.is_in_use
          left join shares.policy_rule r on r.policy_id = p.id and r.puid = t.key
        where ${open} group by 1 order by array_position(array['high', 'moderate', 'unrated', 'low'], coalesce(r.level, 'unrated'))`)
      if (all.shares === 0) return [{ type: 'paragraph', text: 'No shared drive has been profiled yet.' }]
      return [
        {
          type: 'paragraph',
          text: `${counted(all.shares, 'shared drive', 'shared drives')} with ${counted(all.files, 'file', 'files')} and ${sizeInWords(all.bytes)}.`,
        },
        tableOrWords(
          'Files by the risk of their format',
          'Nothing has been scanned yet.',
          [
            { text: 'Risk', share: 3 },
            { text: 'Formats', numeric: true },
            { text: 'Files', numeric: true },
            { text: 'Size', share: 1.5 },
          ],
          levels.map((row) => [LEVELS[row.level], String(row.formats), String(row.files), sizeInWords(row.bytes)]),
        ),
      ]
    },
  },
]
