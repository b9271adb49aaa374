import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { addActionIn, addRecommendationIn } from '#features/plans/adding/deeds.ts'
import { progressReport } from '#features/plans/reports/report.ts'
import { SECTIONS } from '#features/plans/reports/sections.ts'
import { asTheReader } from '#platform/access/index.ts'
import { barPicture, drawnWithin, heatMap, heatMapSize } from '#platform/charts/index.ts'
import { name, sql } from '#platform/db/index.ts'
import { fillTemplate, type PaperBlock, type PaperDocument, writeDocument } from '#platform/documents/index.ts'
import { rooms } from '../../src/house.ts'
import { type TestHouse, testHouse, type Visitor } from '../house.ts'

const { routes } = rooms

const has = (program: string) => spawnSync(program, ['-v']).error === undefined
const canDraw = spawnSync('soffice', ['--version']).error === undefined && has('pdftotext') && has('pdftoppm')

type Ending = 'odt' | 'docx'
const ENDINGS = ['odt', 'docx'] as const

interface Expected {
  /** The most that ink may come to the edges of a page, in points: left, top, right, bottom. */
  readonly margins: readonly [number, number, number, number]
  readonly pagesMost?: number
  readonly words?: readonly string[]
}

const OWN: Expected = { margins: [56, 50, 56, 40] }
const sentence = (count: number) =>
  Array.from({ length: count }, (_, at) => ['records', 'of', 'responsibilities', 'the', 'departmental'][at % 5]).join(
    ' ',
  )

const nastyTable = (columns: number, rows: number, cell: (row: number, column: number) => string): PaperBlock => ({
  type: 'table',
  caption: `A table of ${columns} columns`,
  columns: Array.from({ length: columns }, (_, column) => ({ text: `Heading ${column}` })),
  rows: Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, column) => cell(row, column))),
})
const heading = (text: string): PaperBlock => ({ type: 'heading', level: 1, text })
const FROM = drawnWithin(asTheReader('a test'), null)
const heat = (units: number, sections: number): PaperBlock => ({
  type: 'picture',
  svg: heatMap({
    from: FROM,
    id: `heat-${units}-${sections}`,
    title: 'Heat',
    description: 'Units by sections',
    columns: Array.from({ length: sections }, (_, column) => `Section number ${column}`),
    rows: Array.from({ length: units }, (_, row) => ({
      label: `Unit ${row}`,
      cells: Array.from({ length: sections }, () => ({ share: 0.5, text: '3' })),
    })),
  }),
  ...heatMapSize(sections, units),
  description: 'Units by sections',
})
const bars: PaperBlock = {
  type: 'picture',
  svg: barPicture({
    from: FROM,
    id: 'bars',
    title: 'Bars',
    description: 'Bars',
    rows: Array.from({ length: 12 }, (_, row) => ({ label: `Row ${row}`, value: row })),
  }),
  width: 760,
  height: 12 * 34 + 12,
  description: 'Bars',
}

/** What no report should be able to say, and every one might. */
const NASTY: readonly PaperBlock[] = [
  heading('Words'),
  { type: 'written', text: 'Before **bold**.\n\n- one\n- two\n  - inner\n\n1. first\n2. second' },
  heading('Sixty columns'),
  nastyTable(60, 2, (_, column) => (column % 9 === 0 ? sentence(40) : `${column} responsibilities`)),
  heading('Long cells'),
  nastyTable(4, 3, (_, column) => (column === 1 ? sentence(250) : 'telecommunications')),
  heading('Long words'),
  nastyTable(6, 2, () => 'w'.repeat(80)),
  heading('Three hundred units'),
  heat(300, 9),
  heading('Some units'),
  { type: 'paragraph', text: sentence(120) },
  heat(11, 8),
  heading('Bars'),
  { type: 'paragraph', text: sentence(160) },
  bars,
  heading('Nothing'),
  nastyTable(3, 0, () => ''),
]

/** A template with a letterhead, whose pages have odd margins. */
async function template(ending: Ending, isWide: boolean): Promise<Buffer> {
  const bytes = await writeDocument(ending, {
    title: 'Department for Example Affairs',
    subtitle: 'A letterhead',
    orientation: isWide ? 'landscape' : 'portrait',
    blocks: [
      { type: 'paragraph', text: '{{report}}' },
      { type: 'paragraph', text: 'Kept by the secretariat' },
    ],
  })
  const parts = unzipSync(bytes)
  const change = (name: string, from: RegExp, to: string) => {
    const text = strFromU8(parts[name] ?? new Uint8Array())
    assert.match(text, from)
    parts[name] = strToU8(text.replace(from, to))
  }
  if (ending === 'odt') {
    change(
      'styles.xml',
      /fo:margin="56\.7pt"/g,
      'fo:margin-left="90pt" fo:margin-right="40pt" fo:margin-top="70pt" fo:margin-bottom="50pt"',
    )
    change('styles.xml', /<style:footer>/g, '<style:header><text:p>LETTERHEAD</text:p></style:header><style:footer>')
  } else
    change(
      'word/document.xml',
      /<w:pgMar[^>]*>/g,
      '<w:pgMar w:top="1400" w:right="800" w:bottom="1600" w:left="1800" w:header="700" w:footer="1000" w:gutter="0"/>',
    )
  const { mimetype, ...rest } = parts
  return Buffer.from(zipSync(mimetype ? { mimetype: [mimetype, { level: 0 }], ...rest } : rest))
}

/** Where each route that gives documents finds something to tell, by its path without the ending. */
const SUBJECTS: Readonly<Record<string, (test: TestHouse, dro: Visitor) => Promise<string | null>>> = {
  '/plans/report': async () => '',
  '/plans/:id/report': async ({ db }) => first(db, 'plans.plan'),
  '/plans/:id/file': async ({ db }) => first(db, 'plans.plan'),
  '/plans/escalations/:id/letter': async ({ db }, dro) => {
    await dro.get('/plans/escalations')
    await dro.post('/plans/escalations/look', {})
    return first(db, 'plans.escalation')
  },
  '/plans/reviews/:id/report': async ({ db }, dro) => {
    const plan = await first(db, 'plans.plan')
    await dro.post(`/plans/${plan}/reviews`, {
      name: 'Review',
      'dueOn-day': '1',
      'dueOn-month': '12',
      'dueOn-year': '2026',
    })
    const round = await first(db, 'plans.round')
    await dro.post(`/plans/reviews/${round}/open`, {})
    await dro.post(`/plans/reviews/${round}/close`, {})
    return round
  },
  '/plans/reports/:id/report': async ({ db }, dro) => {
    const fields = {
      name: 'A board',
      introduction: `**Please** read.\n\n- ${sentence(200)}\n- two`,
      length: 'summary',
      plans: '',
    }
    const sections = ['summary', 'status', 'progress', 'overdue', 'slipped', 'due-next']
    await dro.post('/plans/reports/add', { ...fields, sections })
    return first(db, 'plans.report_layout')
  },
  '/assessments/campaigns/:id/report': async ({ db }) => first(db, 'assessments.campaign'),
  '/assessments/units/:id/report': async ({ db }) => first(db, 'assessments.participant'),
  // The example has no unit that was low twice: its letter is a short document like the other one.
  '/assessments/consequences/:id/letter': async ({ db }) => first(db, 'assessments.consequence'),
  '/reports/papers/:id': async (test) => {
    const siro = await test.visitor('Senior Information Risk Owner')
    const span = {
      'from-day': '1',
      'from-month': '4',
      'from-year': '2026',
      'to-day': '21',
      'to-month': '11',
      'to-year': '2026',
    }
    const { location = '' } = await siro.post('/reports/begin/siro-annual-report', { title: 'Annual report', ...span })
    await siro.get(`${location}/issue`)
    await siro.post(`${location}/issue`, { version: '1' })
    const { id } = await test.db.one<{ id: string }>(sql`select id from reports.report where issued_at is not null`)
    return id
  },
}

async function first(db: TestHouse['db'], table: string): Promise<string | null> {
  const [schema = '', room = ''] = table.split('.')
  const rows = await db.many<{ id: string }>(sql`select id from ${name(schema, room)} order by id limit 1`)
  return rows[0]?.id ?? null
}

const SUMMARIES: Readonly<Record<string, { actions: number; words: number; introduction: string | null }>> = {
  none: { actions: 0, words: 0, introduction: null },
  one: { actions: 1, words: 8, introduction: 'Short.' },
  some: { actions: 40, words: 22, introduction: `${sentence(60)}\n\n- one\n- **two**` },
  long: { actions: 120, words: 200, introduction: sentence(450) },
  many: { actions: 300, words: 45, introduction: 'line\n'.repeat(300) },
}

/** Adds so many actions with long texts to the example's plan, under recommendations of their own; answers the plan. */
async function fuller(test: TestHouse, title: string, actions: number, words: number): Promise<string> {
  const { id } = await test.db.one<{ id: string }>(sql`select id from plans.plan order by id limit 1`)
  await test.db.transaction(async (tx) => {
    let recommendation = ''
    for (let number = 0; number < actions; number += 1) {
      if (number % 6 === 0)
        recommendation = await addRecommendationIn(tx, test.act(), id, {
          ref: `${title} ${number}`,
          text: sentence(30),
        })
      await addActionIn(tx, test.act(), recommendation, {
        ref: `${title}.${number}`,
        text: sentence(words),
        priority: null,
        target: number % 2 === 0 ? '30 September 2026' : '15 December 2026',
        owner: null,
        unitId: null,
      })
    }
  })
  return id
}

interface Word {
  readonly page: number
  readonly text: string
  readonly box: readonly [number, number, number, number]
}

interface Read {
  readonly words: readonly Word[]
  readonly pages: readonly { readonly width: number; readonly height: number }[]
}
const read = new Map<string, Read>()

/** The words of a PDF with their places, and the sizes of its pages; read once, whoever asks. */
function wordsOf(pdf: string): Read {
  const there = read.get(pdf) ?? readWords(pdf)
  read.set(pdf, there)
  return there
}

const MEASURE = new Map(
  ['width', 'height', 'xMin', 'yMin', 'xMax', 'yMax'].map((name) => [name, new RegExp(`${name}="([\\d.-]+)"`)]),
)

function readWords(pdf: string): Read {
  const found = execFileSync('pdftotext', ['-bbox', pdf, '-'], { maxBuffer: 200_000_000 }).toString()
  const words: Word[] = []
  const pages: Read['pages'][number][] = []
  for (const [tag] of found.matchAll(/<page [^>]*>|<word [^>]*>[^<]*/g)) {
    const number = (name: string) => Number(MEASURE.get(name)?.exec(tag)?.[1])
    if (tag.startsWith('<page')) pages.push({ width: number('width'), height: number('height') })
    else
      words.push({
        page: pages.length - 1,
        text: tag.slice(tag.indexOf('>') + 1),
        box: [number('xMin'), number('yMin'), number('xMax'), number('yMax')],
      })
  }
  return { words, pages }
}

const DOTS = 24
const INK = 200

/** The ink of each page, as the box around it and the rows that have it, in points. */
function inkOf(pdf: string, folder: string): { box: number[]; pixels: Buffer; width: number; height: number }[] {
  const name = join(folder, 'page')
  execFileSync('pdftoppm', ['-r', String(DOTS), '-gray', pdf, name])
  const files = readdirSync(folder)
    .filter((one) => one.startsWith('page'))
    .toSorted()
  return files.map((file) => {
    const bytes = readFileSync(join(folder, file))
    const [, width = 0, height = 0] = (/^P5\s(\d+)\s(\d+)\s/.exec(bytes.subarray(0, 40).toString('latin1')) ?? []).map(
      Number,
    )
    const pixels = bytes.subarray(bytes.length - width * height)
    const box = [width, height, 0, 0]
    for (let at = 0; at < pixels.length; at += 1) {
      if ((pixels[at] ?? 255) > INK) continue
      const [x, y] = [at % width, Math.floor(at / width)]
      box[0] = Math.min(box[0] ?? 0, x)
      box[1] = Math.min(box[1] ?? 0, y)
      box[2] = Math.max(box[2] ?? 0, x + 1)
      box[3] = Math.max(box[3] ?? 0, y + 1)
    }
    rmSync(join(folder, file))
    return { box: box.map((one) => (one * 72) / DOTS), pixels, width, height }
  })
}

/** A dot more is how a page is drawn, and not what is on it. */
const DOT = 72 / DOTS + 1.5

const documents = () => {
  let test: TestHouse
  const folder = mkdtempSync(join(tmpdir(), 'muniment-documents-'))
  const expected = new Map<string, Expected>()
  const keep = (name: string, bytes: Uint8Array, what: Expected = OWN) => {
    writeFileSync(join(folder, name), bytes)
    expected.set(name, what)
  }
  before(async () => {
    test = await testHouse()
    const dro = await test.visitor('Departmental Records Officer')
    await dro.get('/plans/reports/add')
    const giving = routes.filter(({ path }) => /\.(odt|docx)$/.test(path))
    const givers = new Set(giving.map((route) => route.path.replace(/\.\w+$/, '')))
    assert.ok(givers.size > 5)
    for (const path of givers) {
      const subject = SUBJECTS[path]
      assert.ok(subject, `nothing says of what ${path} tells`)
      const id = await subject(test, dro)
      if (id === null) continue
      for (const ending of ENDINGS) {
        const { raw, status } = await dro.get(`${path.replace(':id', id)}.${ending}`)
        assert.equal(status, 200, path)
        const isSummary = path === '/plans/reports/:id/report'
        keep(`route${path.replaceAll(/[/:]/g, '-')}.${ending}`, raw, isSummary ? { ...OWN, pagesMost: 2 } : OWN)
      }
    }
    const papers: Record<string, PaperDocument> = {
      nasty: { title: 'Nasty', subtitle: 'All of it', blocks: NASTY },
      'nasty-wide': { title: 'Nasty', subtitle: 'All of it', blocks: NASTY, orientation: 'landscape' },
      empty: { title: 'Empty', subtitle: 'Nothing of it', blocks: [] },
    }
    for (const ending of ENDINGS) {
      for (const [name, paper] of Object.entries(papers)) keep(`${name}.${ending}`, await writeDocument(ending, paper))
      for (const isWide of [false, true])
        keep(
          `template-${isWide ? 'wide' : 'tall'}.${ending}`,
          await fillTemplate(ending, await template(ending, isWide), {}, NASTY),
          {
            margins: [90, 30, 40, 40],
            words: ['Kept'],
          },
        )
    }
    for (const [name, { actions, words, introduction }] of Object.entries(SUMMARIES)) {
      const planId = await fuller(test, name, actions, words)
      const paper = await progressReport(
        test.db,
        { planIds: actions === 300 ? null : [planId], title: name },
        '2026-11-21',
        {
          sections: [...SECTIONS],
          introduction,
          isSummary: true,
        },
      )
      for (const ending of ENDINGS)
        keep(`summary-${name}.${ending}`, await writeDocument(ending, paper), { ...OWN, pagesMost: 2 })
    }
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    for (const [ending, into] of [
      ['.odt', 'pdf'],
      ['.docx', 'pdf-docx'],
    ] as const) {
      const files = [...expected.keys()].filter((one) => one.endsWith(ending)).map((one) => join(folder, one))
      const args = [profile, '--headless', '--convert-to', 'pdf', '--outdir', join(folder, into), ...files]
      execFileSync('soffice', args, { stdio: 'ignore' })
    }
  })
  after(async () => {
    if (process.env.MUNIMENT_KEEP_DOCUMENTS) process.stderr.write(`${folder}\n`)
    else rmSync(folder, { recursive: true, force: true })
    await test.close()
  })
  const pdfOf = (name: string) =>
    join(folder, name.endsWith('.odt') ? 'pdf' : 'pdf-docx', name.replace(/\.\w+$/, '.pdf'))

  it('stay within the margins of their pages', () => {
    assert.ok(expected.size > 20, `${expected.size} documents`)
    for (const [file, { margins, pagesMost }] of expected) {
      const { pages } = wordsOf(pdfOf(file))
      const ink = inkOf(pdfOf(file), folder)
      assert.equal(ink.length, pages.length, file)
      if (pagesMost) assert.ok(pages.length <= pagesMost, `${file} has ${pages.length} pages`)
      for (const [index, { box }] of ink.entries()) {
        const page = pages[index] ?? { width: 0, height: 0 }
        const [left = 0, top = 0, right = 0, bottom = 0] = box
        const room = [left, top, page.width - right, page.height - bottom]
        if (right === 0) continue
        for (const [side, space] of room.entries())
          assert.ok(
            space >= (margins[side] ?? 0) - DOT,
            `${file}, page ${index + 1}: ${room.map(Math.round).join(' ')}`,
          )
      }
    }
  })

  it('break no word that is one', () => {
    assert.ok(expected.size > 20, `${expected.size} documents`)
    for (const name of expected.keys()) {
      const { words } = wordsOf(pdfOf(name))
      const texts = new Set(words.map(({ text }) => text))
      if (name.startsWith('nasty') || name.startsWith('template'))
        for (const word of ['responsibilities', 'telecommunications', 'departmental'])
          assert.ok(texts.has(word), `${name}: ${word}`)
      for (const part of [
        'responsibilitie',
        'esponsibilities',
        'departmenta',
        'elecommunications',
        'telecommunication',
      ])
        assert.ok(!texts.has(part), `${name}: ${part}`)
      // Letter by letter is one below another.
      for (const [at, { text, box, page }] of words.entries()) {
        const [next, after] = [words[at + 1], words[at + 2]]
        if (text.length > 2 || !/^[a-z]+$/.test(text) || !next || !after) continue
        const isBelow = (one: Word, above: readonly number[]) =>
          one.page === page &&
          one.text.length <= 2 &&
          /^[a-z]+$/.test(one.text) &&
          Math.abs(one.box[0] - (above[0] ?? 0)) < 1 &&
          one.box[1] > (above[1] ?? 0)
        assert.ok(
          !(isBelow(next, box) && isBelow(after, next.box)),
          `${name}, page ${page + 1}: ${text} ${next.text} ${after.text}`,
        )
      }
    }
  })

  it('leave no page before a picture half empty', () => {
    let pictures = 0
    for (const name of [
      'nasty',
      'nasty-wide',
      'template-tall',
      'route-assessments-campaigns--id-report',
      'route-plans-report',
      'route-reports-papers--id',
    ])
      for (const ending of ENDINGS) {
        const pdf = pdfOf(`${name}.${ending}`)
        const images = execFileSync('pdfimages', ['-list', pdf]).toString()
        const { words, pages } = wordsOf(pdf)
        const first = new Set([...images.matchAll(/^\s+(\d+)\s+\d+\s+image/gm)].map(([, page]) => Number(page) - 1))
        for (const page of first) {
          pictures += 1
          const before = page - 1
          const [own, last] = [pages[page], pages[before]]
          if (!own || !last || own.width !== last.width) continue
          const top = words.filter((word) => word.page === before && word.box[3] < last.height - 90)
          const filled = Math.max(...top.map(({ box }) => box[3]), ...(first.has(before) ? [last.height] : []))
          assert.ok(filled > last.height * 0.5, `${name}.${ending}: page ${before + 1} ends at ${Math.round(filled)}`)
        }
      }
    assert.ok(pictures > 0)
  })

  it('have every word of a template about them', () => {
    const asked = [...expected].flatMap(([name, { words = [] }]) => words.map((word) => [name, word] as const))
    assert.ok(asked.length > 0)
    for (const [name, word] of asked)
      assert.ok(
        wordsOf(pdfOf(name)).words.some(({ text }) => text === word),
        name,
      )
  })
}

// Where no office program is installed there is nothing to look at.
if (canDraw) describe('documents as they are printed', documents)
