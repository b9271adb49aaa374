import { lexicon } from './cursor.ts'

/** How a date is meant: on some day `in` it, `by` its end, `before` it begins, `from` its start, `after` it ends, `until` its end. */
export type Role = 'in' | 'by' | 'before' | 'from' | 'after' | 'until'

const words = (text: string) => text.split('|')

/** The words before a date that say how it is meant. */
export const ROLES = lexicon<Role>([
  [
    'by',
    words(
      'by|nlt|once by|on or before|before or on|by or before|before or by|due|due by|due on|due in|due for|due date|deadline|deadline of|latest|latest by|in time for|at the latest by|at latest by|to be in place by|ends|ending|ends in|ending in|ends on|finish|finishes|finishing|finish by|finish in|finish on|to finish|to finish by|end date|finish date|completion by|complete by|for completion by|to complete by|to be completed by|completed by|target date by|cob|cop|close of play|close of business|close of play on|close of business on|eod|end of day|cob on|cop on|by cob|by cop|by close of play|by close of business|by close of play on|by close of business on|by end of day|by cob on|by cop on|expires|expires on|expiring|within or before',
    ),
  ],
  [
    'before',
    words(
      'before|before the board of|before the board on|before the board meeting of|before the board meeting on|before the meeting of|before the meeting on|before the committee of|before the committee on|before the committee meeting of|before the committee meeting on|pre|prior to|ahead of|in advance of|earlier than|sooner than|in the run up to|by before|just before|shortly before',
    ),
  ],
  [
    'until',
    words(
      'until|till|til|up to|up until|up to and including|until and including|through to|through|thru|ongoing to|on going to|ongoing until|on going until|ongoing till|ongoing through|extended until|runs to|running to|runs until|running until|continues to|continues until|continuing until|continuing to|to the end of|valid until|lasting until|til end of',
    ),
  ],
  [
    'from',
    words(
      'from|since|starting|starting in|starting on|starting from|start|start date|start from|starts|starts on|starts from|beginning in|beginning on|beginning from|commencing|commencing in|commencing on|commencing from|commence|commences|commence in|commence on|commence from|to commence|to commence in|to commence on|to commence from|as of|as from|as at|with effect from|effective from|effective|wef|earliest|at the earliest in|at the earliest by|earliest start|on or after|in or after|from or after|on or later than|start in|start on|starts in|to start|to start in|to start on|to begin|to begin in|to begin on|begin in|begin on|begins|begins in|begins on|onwards from|ongoing from|ongoing since|on going from|on going since|in place since|in place from|live from|anytime from|any time from|at any time from|in force from|in operation since|operational from|only from',
    ),
  ],
  [
    'after',
    words(
      'after|post|following|later than|any time after|anytime after|shortly after|soon after|straight after|immediately after|only after|until after|from after|some time after|sometime after',
    ),
  ],
  [
    'in',
    words(
      'in|once in|once on|once during|on|during|over|across|throughout|for|at|within|sometime in|some time in|at some point in|in or around|around|in around|on or around|on or about|dated|date|date is|scheduled for|planned for|planned in|expected in|expected on|forecast|forecast for|forecast in|forecast date|latest forecast|current forecast|latest estimate|now forecast|now forecast for|now forecast in|now forecast as|now expected|now expected in|now expected on|now anticipated|now anticipated in|now estimated|now estimated as|now likely|now likely to be|target|target date|target date of|target date is|target of|aim for|aiming for|next due|next due in|next due on|next review|next review in|next review on|first due|delivery|delivery date|go live|go live in|go live on|noon|noon on|midnight|midnight on|midday on',
    ),
  ],
])

/** The words before a date that say whether it still stands. */
export const STANDINGS = lexicon<'old' | 'denied' | 'new' | 'past'>([
  ['denied', words('not|no longer|rather than|instead of|missed')],
  [
    'past',
    words(
      'last done|last done in|last done on|last completed|last completed in|last completed on|last carried out|last carried out in|last carried out on|last reviewed|last reviewed in|last reviewed on|last review|last review in|last review was|last held|last held in|last held on|last undertaken|last undertaken in|last updated|last updated in|last audited|last audited in|last conducted|last conducted in|last took place|last took place in|last issued|last run|last run in|last published|last published in|last one|last time|most recently|most recently in|most recent|previous one|previous review|last performed|last tested|last tested in|last test',
    ),
  ],
  [
    'old',
    words(
      'slip from|slips from|slipping from|move from|moves from|moving from|move date from|move deadline from|defer from|postpone from|postponing from|deferring from|extend from|change from|change date from|reschedule from|push back from|put back date from|slipped from|moved from|extended from|deferred from|postponed from|changed from|revised from|put back from|delayed from|rescheduled from|brought forward from|pushed back from|amended from|was|were|was due|were due|was due by|was due in|originally|originally due|originally due by|originally planned for|original date|original target|previously|previously due|previous|previous date|formerly|initially|initial date|original|orig|old date|old|prev',
    ),
  ],
  [
    'new',
    words(
      'now|now due|now due by|now due in|now planned for|now scheduled for|revised|revised to|revised date|revised date of|revised target|revised target date|revised deadline|new date|new|new target|new target date|new deadline|extended to|extended until|moved to|slipped to|slipped until|slipping to|deferred to|deferred until|postponed to|postponed until|changed to|rescheduled to|rescheduled for|amended to|put back to|put back until|pushed back to|pushed to|pushed out to|delayed to|delayed until|delayed till|brought forward to|re scheduled to|re planned to|replanned to|current date|current target|but now|extension to',
    ),
  ],
])

/** Words between those and the date that change nothing. */
export const APPROXIMATE = words('the|around|approximately|approx|circa|about|c|ca|roughly|early in|sometime|some|time')
/** The words after a date that say how it is meant. */
export const POSTFIX = lexicon<Role>([
  [
    'by',
    words('at the latest|at the very latest|at latest|at very latest|latest|or before|or earlier|or sooner|deadline'),
  ],
  [
    'from',
    words(
      'onwards|onward|on wards|and onwards|and beyond|and after|or later|or after|at the earliest|at earliest|earliest|to date|to present|to the present|to the present day|to now|present|and ongoing|and on going|then ongoing|then on going|and then ongoing|then continuing|and continuing|and thereafter',
    ),
  ],
])
