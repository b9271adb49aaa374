import { type BlockOf, makeDocx, makeOdf, makeXlsx } from './make.ts'

/** Action plans in the many shapes that public bodies give them, made up for tests. */
export interface Shape {
  readonly name: string
  readonly bytes: Buffer
  /** References of the actions, in their order; null for those without. */
  readonly refs: readonly (string | null)[]
  /** Some words that must stand under a field of the action with that place among the actions. */
  readonly owners?: Readonly<Record<number, readonly string[]>>
  readonly statuses?: Readonly<Record<number, string | null>>
  readonly commentary?: Readonly<Record<number, RegExp>>
  readonly texts?: Readonly<Record<number, RegExp>>
  readonly latest?: Readonly<Record<number, string | null>>
  readonly recommendations?: number
  /** The words of the recommendations. */
  readonly names?: readonly (string | null)[]
}

const csv = (...rows: readonly (readonly string[])[]) =>
  Buffer.from(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'))
const html = (body: string) =>
  Buffer.from(
    `<!doctype html><html><head><title>Plan 2026-27</title></head><body><h1>Plan 2026-27</h1>${body}</body></html>`,
  )
const table = (...rows: readonly (readonly string[])[]) =>
  `<table>${rows.map((row) => `<tr>${row.map((cell) => (cell.startsWith('<t') ? cell : `<td>${cell}</td>`)).join('')}</tr>`).join('')}</table>`
const docx = (...blocks: readonly BlockOf[]) => Buffer.from(makeDocx([{ title: 'Plan 2026-27' }, ...blocks]))
const odt = (...blocks: readonly BlockOf[]) => Buffer.from(makeOdf('text', [{ title: 'Plan 2026-27' }, ...blocks]))
const ods = (...rows: readonly (readonly string[])[]) => Buffer.from(makeOdf('spreadsheet', [{ rows }]))
const xlsx = (...rows: readonly (readonly string[])[]) => Buffer.from(makeXlsx(rows))

const HEADS = ['Ref', 'Action', 'Owner', 'Due', 'Status'] as const

export const SHAPES: readonly Shape[] = [
  {
    name: 'audit tracker.xlsx',
    bytes: xlsx(
      [
        'Audit',
        'Rec no',
        'Recommendation',
        'Priority',
        'Management response',
        'Agreed action',
        'Action owner',
        'Target date',
        'Delivered? Yes/No',
      ],
      [
        'Records 2025',
        '1',
        'Keep a list of systems',
        'High',
        'Agreed',
        'Write the list',
        'Head of Knowledge and Information Management',
        '31/03/2027',
        'No',
      ],
      [
        'Records 2025',
        '2',
        'Train staff',
        'Low',
        'Partly agreed',
        'Book the course',
        'Director of Finance, HR and Digital',
        '30/06/2027',
        'Yes',
      ],
    ),
    refs: [null, null],
    owners: { 0: ['Head of Knowledge and Information Management'], 1: ['Director of Finance, HR and Digital'] },
    statuses: { 0: 'No', 1: 'Yes' },
    commentary: { 0: /Management response: Agreed/ },
    latest: { 0: '2027-03-31' },
  },
  {
    name: 'committee.html',
    bytes: html(
      table(
        ['Recommendation', 'Government response', 'Lead department', 'Implementation date'],
        [
          'R1. Publish the schedule',
          'Agreed. The department will publish its schedule by the spring.',
          'Department for Environment, Food and Rural Affairs',
          'March 2027',
        ],
        [
          'R2. Review the code',
          'Agreed. The code will be reviewed with those who use it.',
          'Department for Transport',
          'June 2027',
        ],
      ),
    ),
    refs: [null, null],
    owners: { 0: ['Department for Environment, Food and Rural Affairs'] },
    texts: { 0: /will publish/ },
    recommendations: 2,
  },
  {
    name: 'committee agreed only.csv',
    bytes: csv(
      ['No.', 'Recommendation', 'Agreed', 'Lead', 'By when'],
      ['1', 'Name a champion in each unit', 'Yes', 'Chief Executive and Accounting Officer', '31 May 2027'],
      ['2', 'Report each quarter', 'Partially', 'SIRO', '30 June 2027'],
    ),
    refs: ['1', '2'],
    owners: { 0: ['Chief Executive and Accounting Officer'] },
    commentary: { 1: /Agreed: Partially/ },
    texts: { 0: /^Name a champion/ },
  },
  {
    name: 'regulator.docx',
    bytes: docx({
      rows: [
        [
          'Regulation',
          'How the regulation was not being met',
          'Please describe clearly the action you are going to take to meet the regulation and what you intend to achieve',
          'Who is responsible for the action?',
          'Date actions will be completed',
        ],
        [
          'Regulation 17: Good governance',
          'Records were not kept up to date',
          'We will audit the records every month',
          'Registered Manager',
          '30 April 2027',
        ],
      ],
    }),
    refs: [null],
    owners: { 0: ['Registered Manager'] },
    texts: { 0: /audit the records/ },
    latest: { 0: '2027-04-30' },
  },
  {
    name: 'data protection audit.odt',
    bytes: odt({
      rows: [
        ['Non-conformity', 'Recommendation', 'Agreed action, date and owner', 'Progress at 6 months', 'Status'],
        [
          'No training records',
          'A1. Keep training records',
          'Accepted. HR will keep them from April 2027. Owner: Head of HR',
          'Begun',
          'In progress',
        ],
      ],
    }),
    refs: [null],
    texts: { 0: /HR will keep them/ },
    statuses: { 0: 'In progress' },
  },
  {
    name: 'risk register.xlsx',
    bytes: xlsx(
      ['Risk ID', 'Risk description', 'Likelihood', 'Impact', 'Mitigating actions', 'Risk owner', 'Target date', 'RAG'],
      [
        'IR-01',
        'Files are lost in the move',
        '3',
        '4',
        'Take an inventory before the move',
        'Head of Digital, Data and Technology',
        '01/02/2027',
        'Amber',
      ],
      ['IR-02', 'Nobody knows the system', '2', '2', 'Write it down', 'KIM team', '01/03/2027', 'Green'],
    ),
    refs: [null, null],
    recommendations: 2,
    owners: { 0: ['Head of Digital, Data and Technology'] },
    statuses: { 0: 'Amber' },
    commentary: { 0: /Likelihood: 3/ },
  },
  {
    name: 'headings inside.docx',
    bytes: docx({
      rows: [
        [...HEADS],
        [{ paragraphs: ['Governance'], across: 5 }],
        ['Action 1.1:', 'Name an owner', 'SIRO', '31 May 2027', 'Open'],
        ['Action 1.2:', 'Tell the board', 'DRO', '31 May 2027', 'Open'],
        [{ paragraphs: ['Training'], across: 5 }],
        ['Action 2.1:', 'Train staff', 'HR', '30 June 2027', 'Open'],
      ],
    }),
    refs: ['1.1', '1.2', '2.1'],
    recommendations: 2,
    names: ['Governance', 'Training'],
  },
  {
    name: 'headings in the first column.csv',
    bytes: csv(
      [...HEADS],
      ['Governance', '', '', '', ''],
      ['1A', 'Name an owner', 'SIRO', '31/05/2027', 'Open'],
      ['1B', 'Tell the board', 'DRO', '31/05/2027', 'Open'],
      ['Training', '', '', '', ''],
      ['2A', 'Train staff', 'Head of HR', '30/06/2027', 'Open'],
    ),
    refs: ['1A', '1B', '2A'],
    recommendations: 2,
    names: ['Governance', 'Training'],
  },
  {
    name: 'headings among actions.ods',
    bytes: ods(
      ['Action', 'Owner', 'Due'],
      ['Governance', '', ''],
      ['Name an owner', 'SIRO', '31/05/2027'],
      ['Tell the board', 'DRO', '31/05/2027'],
      ['Training', '', ''],
      ['Train staff', 'Head of HR', '30/06/2027'],
      ['Test staff', 'Head of HR', '30/06/2027'],
    ),
    refs: [null, null, null, null],
    recommendations: 2,
    names: ['Governance', 'Training'],
  },
  {
    name: 'headers repeated.html',
    bytes: html(
      table(
        [...HEADS],
        ['R1.', 'First', 'SIRO', 'May 2027', 'Open'],
        ['REF', 'ACTION', 'OWNER', 'DUE', 'STATUS'],
        ['R2.', 'Second', 'DRO', 'June 2027', 'Open'],
      ),
    ),
    refs: ['R1', 'R2'],
  },
  {
    name: 'other headers below.html',
    bytes: html(
      table(
        ['Ref', 'Action', 'Owner', 'Due'],
        ['1', 'First', 'SIRO', 'May 2027'],
        ['Ref', 'Action', 'Due', 'Owner'],
        ['2', 'Second', 'June 2027', 'DRO'],
      ),
    ),
    refs: ['1', '2'],
    owners: { 0: ['SIRO'], 1: ['DRO'] },
    latest: { 1: '2027-06-30' },
  },
  {
    name: 'empty action.docx',
    bytes: docx({
      rows: [
        ['Rec no', 'Recommendation', 'Action', 'Owner', 'Target date'],
        ['1', 'Keep a register', 'Write the register', 'DRO', '31 May 2027'],
        ['2', 'Appoint a champion in every directorate', '', 'SIRO', '30 June 2027'],
      ],
    }),
    refs: [null, null],
    owners: { 1: ['SIRO'] },
    texts: { 1: /^Appoint a champion/ },
    latest: { 1: '2027-06-30' },
    recommendations: 2,
  },
  {
    name: 'roman.odt',
    bytes: odt(
      { heading: 'Recommendation 1' },
      { text: 'Know what is held.' },
      {
        rows: [
          ['Action', 'Owner', 'Due'],
          ['(i) Ask each unit', 'DRO', 'May 2027'],
          ['(ii) Write it down', 'DRO', 'June 2027'],
          ['(iii) Tell the board', 'SIRO', 'July 2027'],
        ],
      },
    ),
    refs: ['i', 'ii', 'iii'],
    recommendations: 1,
  },
  {
    name: 'roman refs.csv',
    bytes: csv(
      ['No', 'Task', 'Lead', 'Deadline'],
      ['(i)', 'Ask each unit', 'DRO', '1 May 2027'],
      ['(iv)', 'Write it down', 'SIRO', '1 June 2027'],
    ),
    refs: ['i', 'iv'],
  },
  {
    name: 'leading refs.html',
    bytes: html(
      table(
        ['Action', 'Lead', 'Deadline'],
        ['Action 3.1: Ask each unit', 'DRO', '1 May 2027'],
        ['1A Write it down', 'SIRO', '1 June 2027'],
        ['R4. Tell the board', 'SIRO', '1 June 2027'],
      ),
    ),
    refs: ['3.1', '1A', 'R4'],
  },
  {
    name: 'one table for each.odt',
    bytes: odt(
      {
        rows: [
          ['Action', 'Publish the schedule'],
          ['Owner', 'Ministry of Housing, Communities and Local Government'],
          ['Due date', '31 May 2027'],
          ['Status', 'Open'],
        ],
      },
      { text: 'Between the tables.' },
      {
        rows: [
          ['Action', 'Train the staff'],
          ['Owner', 'SIRO; DRO'],
          ['Due date', '30 June 2027'],
          ['Status', 'Complete'],
        ],
      },
    ),
    refs: [null, null],
    owners: { 0: ['Ministry of Housing, Communities and Local Government'], 1: ['SIRO', 'DRO'] },
    statuses: { 1: 'Complete' },
  },
  {
    name: 'title rows.xlsx',
    bytes: xlsx(
      ['Departmental action plan 2026-27'],
      ['Owner of this plan: the SIRO'],
      [...HEADS],
      ['1.1', 'First', 'SIRO', '31/05/2027', 'Open'],
      ['1.2', 'Second', 'DRO', '31/05/2027', 'Open'],
    ),
    refs: ['1.1', '1.2'],
  },
  {
    name: 'yes and no.csv',
    bytes: csv(
      ['ID', 'What', 'Who', 'When', 'Complete? (Y/N)', 'Notes'],
      ['A1', 'First', 'SIRO', '31/05/2027', 'N', 'None yet'],
      ['A2', 'Second', 'DRO', '30/06/2027', 'Y', 'All done'],
    ),
    refs: ['A1', 'A2'],
    statuses: { 0: 'N', 1: 'Y' },
    commentary: { 1: /All done/ },
  },
  {
    name: 'agency response.docx',
    bytes: docx({
      rows: [
        ['Finding', 'Recommendation', 'Agency response', 'Actions', 'Responsible', 'Timescale'],
        [
          'Weak controls',
          '1. Strengthen them',
          'Agreed',
          'Write the procedure',
          'Finance Team and HR Team',
          '31 May 2027',
        ],
      ],
    }),
    refs: [null],
    owners: { 0: ['Finance Team', 'HR Team'] },
    commentary: { 0: /Agency response: Agreed/ },
  },
  {
    name: 'merged owner.html',
    bytes: html(
      table(
        [...HEADS],
        ['1', 'First', '<td rowspan="2">SIRO</td>', 'May 2027', 'Open'],
        ['2', 'Second', 'May 2027', 'Open'],
      ),
    ),
    refs: ['1', '2'],
    owners: { 1: ['SIRO'] },
  },
  {
    name: 'heading in every cell.ods',
    bytes: ods(
      [...HEADS],
      ['Governance', 'Governance', 'Governance', 'Governance', 'Governance'],
      ['1', 'First', 'SIRO', '31/05/2027', 'Open'],
      ['2', 'Second', 'SIRO', '31/05/2027', 'Open'],
    ),
    refs: ['1', '2'],
    recommendations: 1,
  },
  {
    name: 'themes over recommendations.html',
    bytes: html(
      table(
        ['Rec', 'Recommendation', 'Action', 'Owner', 'Due'],
        ['<td colspan="5">Theme A: Leadership</td>'],
        ['1', 'Lead well', 'Name a lead', 'SIRO', 'May 2027'],
        ['<td colspan="5">Theme B: Skills</td>'],
        ['2', 'Teach', 'Book a course', 'DRO', 'June 2027'],
      ),
    ),
    refs: [null, null],
    recommendations: 2,
  },
  {
    name: 'several promises.docx',
    bytes: docx({
      rows: [
        ['Finding', 'Agreed management action', 'Lead', 'Due date'],
        ['Weak', { paragraphs: ['a) Write it', 'b) Teach it'] }, 'DRO/SIRO', '31.03.2027'],
      ],
    }),
    refs: ['a', 'b'],
    owners: { 0: ['DRO', 'SIRO'] },
    latest: { 1: '2027-03-31' },
  },
  {
    name: 'you said we did.csv',
    bytes: csv(
      ['You said', 'We will', 'Lead', 'By when', 'RAG'],
      ['Forms are long', 'Shorten the forms', 'Chair of the Audit and Risk Committee', '1 May 2027', 'G'],
    ),
    refs: [null],
    texts: { 0: /Shorten/ },
    statuses: { 0: 'G' },
    owners: { 0: ['Chair of the Audit and Risk Committee'] },
  },
  {
    name: 'completed on.xlsx',
    bytes: xlsx(
      ['Ref', 'Action', 'Owner', 'Due', 'Completed'],
      ['1', 'First', 'SIRO', '31/05/2026', '30/04/2026'],
      ['2', 'Second', 'DRO', '31/05/2026', '12/05/2026'],
    ),
    refs: ['1', '2'],
    statuses: { 0: null },
    commentary: { 0: /Completed: 30\/04\/2026/ },
  },
  {
    name: 'two sheets of one.odt',
    bytes: odt(
      { rows: [[...HEADS], ['1.1', 'First', 'SIRO', 'May 2027', 'Open']] },
      { rows: [['1.2', 'Second', 'DRO', 'June 2027', 'Open']] },
    ),
    refs: ['1.1', '1.2'],
  },
]
