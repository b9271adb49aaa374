import { cellText, type Table } from '#platform/reading/index.ts'
import { isDateLine } from './date-lines.ts'
import { plainHeader } from './headers.ts'
import { isOfPlan, type OtherTable } from './other-tables.ts'
import { isStatusWord } from './wording.ts'

/** A kind of table that stands beside the actions of a plan: every header is one of these, and some of them must be there. */
interface Kind {
  readonly what: string
  readonly must: readonly RegExp[]
  readonly all: RegExp
}

const list = (words: string): RegExp => new RegExp(`^(?:${words})s?$`)

const MEANINGS = 'words and their meanings'

const KINDS: readonly Kind[] = [
  {
    what: 'people',
    must: [
      list(
        'role|job title|post|post title|position|grade|responsibilit(?:y|ie)|email|e mail|email address|telephone|phone|tel|extension|contact|contact detail|signature|signed|initials|representing|distribution|recipient|circulation|copy number|attended|attendance|member|membership',
      ),
    ],
    all: list(
      'name|full name|names?|surname|first name|role|project role|job title|title|post|post title|position|grade|responsibilit(?:y|ie)|main responsibilit(?:y|ie)|organisation|organization|department|directorate|division|unit|team|body|business area|location|email|e mail|email address|telephone|phone|tel|extension|contact|contact detail|signature|signed|initials|date|date signed|date of signature|approved|approval|approver|approved by|reviewer|reviewed by|author|distribution|recipient|circulation|issued to|copy|copy number|copy no|format|member|membership|representing|attended|attendance|version|comment|deput(?:y|ie)|no|number',
    ),
  },
  {
    what: 'roles',
    must: [list('role|post|job title|role holder')],
    all: list(
      'role|post|job title|role holder|name|action|responsibilit(?:y|ie)|dut(?:y|ie)|task|activit(?:y|ie)|what they do|description',
    ),
  },
  {
    what: 'approvals',
    must: [list('approver|approved by|approval|reviewer|reviewed by|signed off by|authorised by|sign off')],
    all: list(
      'name|role|title|job title|position|organisation|date|approver|approved by|approval|reviewer|reviewed by|signed off by|authorised by|sign off|signature|version|comment|status|date (?:approved|reviewed|of approval)|approval date',
    ),
  },
  {
    what: 'versions of the document',
    must: [list('version|version no|version number|ver|v|issue no|issue number|revision|revision no|rev')],
    all: list(
      'version|version no|version number|ver|v|issue|issue no|issue number|revision|revision no|rev|date|issue date|date of issue|date issued|revision date|date of change|author|changed by|amended by|prepared by|updated by|owner|name|role|change|changes made|summary|summary of changes?|change summary|description|description of changes?|detail|details of changes?|amendment|reason|reason for (?:change|issue)|nature of changes?|comment|note|status|approved by|approver|reviewed by|section|page|action|action taken|by|by whom|who',
    ),
  },
  {
    what: MEANINGS,
    must: [
      list(
        'meaning|definition|explanation|what (?:it|this) means|stands for|full (?:form|name|title)|interpretation|description|criteria',
      ),
      list(
        'term|word|phrase|abbreviation|acronym|initials|colour|color|rag|b?rag (?:status|rating)|rating|status|symbol|key|code|score|level|priority|grade|category|likelihood|impact',
      ),
    ],
    all: list(
      'meaning|definition|explanation|what (?:it|this) means|stands for|full (?:form|name|title)|interpretation|description|criteria|term|word|phrase|abbreviation|acronym|initials|colour|color|rag|b?rag (?:status|rating)|rating|status|symbol|key|code|score|level|priority|grade|category|likelihood|impact|example|note',
    ),
  },
  {
    what: 'measures',
    must: [
      list('measure|kpi|indicator|metric|performance (?:measure|indicator)|key performance indicator|success measure'),
    ],
    all: list(
      'ref|no|measure|kpi|indicator|metric|performance (?:measure|indicator)|key performance indicator|success measure|target|baseline|actual|result|outturn|current|current (?:value|performance|position)|performance|trend|lead|owner|frequency|source|data source|unit|rag|comment',
    ),
  },
  {
    what: 'counts',
    must: [list('number|count|total|percentage|per cent|%|how many|number of (?:actions|recommendations|items)')],
    all: list(
      'status|rag|b?rag (?:status|rating)|priority|rating|category|number|count|total|percentage|per cent|%|how many|number of (?:actions|recommendations|items)|open|closed|complete|overdue|in progress|not started|green|amber|red|blue',
    ),
  },
  {
    what: 'documents',
    must: [list('document|document title|document name|title of document|link|url|file reference|reference document')],
    all: list(
      'ref|reference|no|document|document title|document name|title|title of document|link|url|location|file reference|reference document|version|date|author|owner|description',
    ),
  },
]

/** Labels down the side of a table that tells of the document. */
const OF_DOCUMENT = list(
  'title|document title|document name|document|plan title|name of plan|subject|version|version no|version number|document version|status|document status|date|date of (?:issue|plan|document|publication)|issue date|date issued|publication date|published|last updated|date updated|review date|next review(?: date)?|date of next review|author|document author|owner|document owner|plan owner|prepared by|approved by|date approved|approval date|date of approval|agreed by|sponsor|sro|senior responsible owner|classification|protective marking|security classification|file reference|file ref|reference|document reference|document ref|location|file location|distribution|circulation|organisation|department|directorate|contact|contact details|audience|purpose|supersedes|replaces',
)
const SURELY_OF_DOCUMENT =
  /\b(?:document|version|author|classification|marking|approved by|prepared by|distribution|circulation|(?:next )?review|supersedes|file|issue date|title)\b/

const COLOUR =
  /^(?:red|amber|green|blue|grey|gray|black|white|purple|yellow|orange|[rabg]|amber\/(?:green|red)|(?:amber|red|green)[- ]+(?:green|red|amber))$/i

const textsOf = (cells: Table['rows'][number]): string[] =>
  cells.map((cell) => (cell.coveredBy ? '' : cellText(cell).replaceAll('\n', ' ').trim()))

/** A table all of whose headers, labels or keys are of a closed list, so that it holds no actions; null where it may hold some. */
export function closedTable(table: Table): OtherTable | null {
  const rows = table.rows.map(textsOf).filter((texts) => texts.some((text) => text !== ''))
  const headers = (rows[0] ?? []).map(plainHeader).filter((text) => text !== '')
  const kind = headers.length < 2 || rows.length < 2 ? undefined : KINDS.find((one) => isOf(headers, one))
  if (kind)
    return {
      what: kind.what,
      headerRow: table.rows.findIndex((cells) => textsOf(cells).join('') !== ''),
      hasActions: false,
    }
  if (isGuidance(table)) return { what: 'guidance', headerRow: null, hasActions: false, isNamed: true }
  const what = tellsOfDocument(rows) ? 'facts about the document' : isKey(rows) ? MEANINGS : null
  return what === null ? null : { what, headerRow: null, hasActions: false }
}

const GUIDANCE =
  /^(?:\d{1,2}[.)]?\s*)?(?:guidance|guidance notes?|instructions?|how to(?: use| complete)?.{0,40}|read ?me|notes?|help|definitions?|glossary|key|legend|lists?|look ?ups?|drop ?downs?(?: lists?)?|validation|data validation|reference data|cover|cover sheet|contents|version control|document control|change log)$/i

/** Whether the name of a sheet says that it explains the others, and no row of it is one of headers of a plan. */
const isGuidance = ({ caption, rows }: Table): boolean =>
  caption !== null && GUIDANCE.test(caption.trim()) && !rows.slice(0, 12).some(isOfPlan)

const isOf = (headers: readonly string[], { must, all }: Kind): boolean =>
  headers.every((header) => all.test(header)) && must.every((one) => headers.some((header) => one.test(header)))

/** Labels and what stands beside them, in two columns. */
function tellsOfDocument(rows: readonly (readonly string[])[]): boolean {
  const labels = rows.map(([label = '']) => plainHeader(label))
  const isPaired = rows.every((texts) => texts.filter((text) => text !== '').length <= 2 && (texts[0] ?? '') !== '')
  const known = labels.filter((label) => OF_DOCUMENT.test(label))
  return (
    isPaired &&
    rows.length >= 2 &&
    known.length >= rows.length * 0.7 &&
    (labels.some((label) => SURELY_OF_DOCUMENT.test(label)) ||
      (known.length === rows.length && rows.some((texts) => isDateLine(texts[1] ?? ''))))
  )
}

const MOST_KEYS = 8

/** A few colours or statuses, each once, with what they mean. */
function isKey(rows: readonly (readonly string[])[]): boolean {
  const keys = rows.map(([key = '']) => key)
  return (
    rows.length >= 2 &&
    rows.length <= MOST_KEYS &&
    rows.every((texts) => texts.filter((text) => text !== '').length === 2) &&
    new Set(keys.map((key) => key.toLowerCase())).size === keys.length &&
    keys.every((key) => COLOUR.test(key) || isStatusWord(key)) &&
    keys.some((key) => COLOUR.test(key))
  )
}
