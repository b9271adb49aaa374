import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { measured, widthOf } from './advances.ts'
import { fitsOf, needsOf, TYPE } from './columns.ts'
import { documentOnPage, firstWithin, ownPlace, type PaperBlock, writeDocument, writtenBlocks } from './index.ts'
import { keptPicture } from './kept-picture.ts'
import { layOut, pagesOf } from './layout.ts'
import { plainWords, proseOf } from './prose.ts'
import { canonicalBlocks } from './sections.ts'
import { ownFrame, type SetBlock, type Stretch } from './set.ts'

const heading = (text: string): PaperBlock => ({ type: 'heading', level: 1, text })
const paragraph = (words: number): PaperBlock => ({ type: 'paragraph', text: 'record '.repeat(words).trim() })
const table = (columns: number, rows: number, cell: string) => ({
  type: 'table' as const,
  caption: 'A table',
  columns: Array.from({ length: columns }, (_, column) => ({ text: `Heading ${column + 1}` })),
  rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => cell)),
})
const picture = (width: number, height: number): PaperBlock => ({
  type: 'picture',
  svg: keptPicture('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  width,
  height,
  description: 'Units by sections',
})
const frame = ownFrame()
const areaOf = ({ isTall }: Stretch) => (isTall ? frame.tall : frame.wide)
const tablesOf = (blocks: readonly SetBlock[]) => blocks.filter((block) => block.type === 'table')
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

describe('a last page that is all but empty', () => {
  const { height } = frame.tall
  /** Words that fill so much of a page. */
  const filling = (pages: number) => Array.from({ length: Math.round((pages * height) / 19.9) }, () => paragraph(1))
  const lengthOf = (blocks: readonly PaperBlock[]) => {
    const stretches = layOut(blocks, frame)
    return { pages: Math.ceil(pagesOf(stretches, frame)), tables: stretches.flatMap((one) => tablesOf(one.blocks)) }
  }
  const end = [heading('Statements'), paragraph(5)]

  it('is saved where a short table before it may be parted', () => {
    const blocks = (before: number, after = 0.65, rows = 8) => [
      ...filling(before),
      heading('Map'),
      table(3, rows, 'cell'),
      ...filling(after),
      ...end,
    ]
    const saved = lengthOf(blocks(0.8))
    assert.deepEqual([saved.pages, saved.tables.map(({ isTogether }) => isTogether)], [2, [false]])
    // Where the table fits its page, and where the last page holds more, nothing is kept less closely.
    assert.deepEqual(
      lengthOf(blocks(0.3)).tables.map(({ isTogether }) => isTogether),
      [true],
    )
    const full = lengthOf(blocks(0.76, 0.82, 8))
    assert.deepEqual([full.pages, full.tables.map(({ isTogether }) => isTogether)], [3, [true]])
    // Where it would be there all the same.
    const same = lengthOf(blocks(0.82, 0.7))
    assert.deepEqual([same.pages, same.tables.map(({ isTogether }) => isTogether)], [3, [true]])
  })

  it('stays where nothing saves it', () => {
    const blocks = [...filling(0.99), ...end]
    assert.equal(lengthOf(blocks).pages, 2)
  })
})

describe('tables on paper', () => {
  const words = ['Yes', 'Departmental Records Officer', 'a sentence of several words '.repeat(60), 'x'.repeat(80), '']
  for (const columns of [1, 2, 5, 8, 12, 25, 60])
    for (const cell of words)
      it(`of ${columns} columns with ${cell.length} letters in each cell are no wider than the text, and break no word`, () => {
        const stretches = layOut([heading('One'), table(columns, 3, cell)], frame)
        assert.ok(stretches.length > 0)
        for (const stretch of stretches) {
          const area = areaOf(stretch)
          const tables = tablesOf(stretch.blocks)
          assert.ok(tables.length > 0)
          for (const one of tables) {
            assert.ok(sum(one.columns.map(({ width }) => width)) <= area.width + 0.01)
            assert.ok(one.size >= TYPE.least)
            assert.ok(Math.min(...one.columns.map(({ width }) => width)) - 8 >= measured(cell).word * one.size)
          }
          const heads = tables.flatMap(({ head }, part) => (part === 0 ? head : head.slice(1)))
          assert.deepEqual(
            heads,
            Array.from({ length: columns }, (_, column) => `Heading ${column + 1}`),
          )
        }
      })

  it('turn the page with their heading, and turn it back', () => {
    const wide = table(11, 4, 'several words of text in a cell')
    const blocks = [heading('A'), paragraph(600), heading('B'), wide, heading('C'), paragraph(600)]
    assert.deepEqual(
      layOut(blocks, frame).map(({ isTall, blocks: [first] }) => [isTall, first?.type === 'heading' && first.text]),
      [
        [true, 'A'],
        [false, 'B'],
        [true, 'C'],
      ],
    )
    assert.deepEqual(
      layOut(blocks, { ...frame, isOneWay: true }).map(({ isTall }) => isTall),
      [true],
    )
  })

  it('turn the page for long texts as well, which would be squeezed into a few letters a line', () => {
    const [one] = layOut([table(7, 3, 'a few short words '.repeat(12))], frame)
    assert.equal(one?.isTall, false)
  })

  it('keep short sections between them turned as they are', () => {
    const wide = table(11, 4, 'several words of text in a cell')
    const blocks = [heading('A'), paragraph(5), heading('B'), wide, heading('C'), paragraph(20), heading('D'), wide]
    assert.deepEqual(
      layOut(blocks, frame).map(({ isTall }) => isTall),
      [false],
    )
  })

  it('stand in one piece where a program reads them again, whatever is in them', () => {
    const fits = fitsOf(needsOf(table(30, 2, 'telecommunications')), 400, true)
    assert.equal(fits.length, 1)
    assert.ok(sum(fits[0]?.widths ?? []) <= 400.01)
  })

  it('keep rows whole unless they are longer than a page', () => {
    const [short] = tablesOf(layOut([table(2, 1, 'short')], frame)[0]?.blocks ?? [])
    const [long] = tablesOf(layOut([table(2, 1, 'long words '.repeat(1_500))], frame)[0]?.blocks ?? [])
    assert.equal(short?.rows[0]?.isWhole, true)
    assert.equal(long?.rows[0]?.isWhole, false)
  })

  it('keep the sentence that introduces them', () => {
    const [one] = layOut([heading('A'), paragraph(5), table(2, 2, 'x'), paragraph(5)], frame)
    assert.deepEqual(
      one?.blocks.map((block) => block.type === 'text' && block.isLead === true),
      [false, true, false, false],
    )
  })

  it('measure letters as Arial is drawn', () => {
    assert.equal(Math.round(widthOf('Muniment') * 1000), 833 + 556 + 556 + 222 + 833 + 556 + 556 + 278)
    assert.ok(measured('x'.repeat(80)).word < measured('x'.repeat(26)).word)
    assert.equal(measured('two words').word, widthOf('words'))
  })
})

describe('pictures on paper', () => {
  const sizes = (block: PaperBlock) =>
    layOut([heading('A'), block], frame).flatMap((stretch) =>
      stretch.blocks.map((one) => ({ one, area: areaOf(stretch), isTall: stretch.isTall })),
    )
  for (const [width, height] of [
    [760, 250],
    [760, 500],
    [760, 438],
    [300, 300],
    [1100, 300],
  ] as const)
    it(`of ${width} by ${height} are no wider than the text, leave no page before them half empty, and can be read`, () => {
      const found = sizes(picture(width, height)).find(({ one }) => one.type === 'picture')
      assert.ok(found?.one.type === 'picture')
      assert.ok(found.one.width <= found.area.width + 0.01)
      assert.ok(found.one.height <= found.area.height * (found.isTall ? 0.45 : 0.62) + 0.01)
      assert.ok((found.one.width / width) * 12 >= 7 - 0.01)
    })

  it('are left out with a sentence where their letters could not be read', () => {
    const [, said] = sizes(picture(900, 9_000))
    assert.equal(said?.one.type, 'text')
    assert.match(JSON.stringify(said?.one), /A picture is left out here.*Units by sections.*as a table/)
  })
})

describe('what people write', () => {
  const written = 'Before **it**.\n\n- one\n- two\n  - inner\n\n2. second\n3. third\nAfter 2 ** 3 ** 4, *one*.'

  it('has lists, lists within them, numbers and bold', () => {
    const [first, bullets, numbers, last] = proseOf(written)
    assert.deepEqual(first, {
      type: 'paragraph',
      runs: [
        { text: 'Before ', isBold: false },
        { text: 'it', isBold: true },
        { text: '.', isBold: false },
      ],
    })
    assert.ok(bullets?.type === 'list' && numbers?.type === 'list')
    assert.deepEqual([bullets.items.length, bullets.items[1]?.inner?.items.length], [2, 1])
    assert.deepEqual([numbers.isNumbered, numbers.start, numbers.items.length], [true, 2, 2])
    assert.deepEqual(last, { type: 'paragraph', runs: [{ text: 'After 2 ** 3 ** 4, *one*.', isBold: false }] })
    assert.equal(plainWords('- **one**'), '• one')
  })

  it('has them on the page and in every format', async () => {
    const paper = { title: 'T', subtitle: 'S', blocks: writtenBlocks(written) }
    assert.match(documentOnPage(paper).markup, /<strong>it<\/strong>.*<ul.*<li>two<ul.*<ol[^>]* start="2"/)
    const { unzipSync, strFromU8 } = await import('fflate')
    const partOf = async (ending: 'odt' | 'docx', name: string) =>
      strFromU8(unzipSync(await writeDocument(ending, paper))[name] ?? new Uint8Array())
    const odt = await partOf('odt', 'content.xml')
    assert.match(odt, /<text:span text:style-name="M_Bold">it<\/text:span>/)
    assert.match(odt, /<text:list text:style-name="M_Numbers"><text:list-item text:start-value="2">/)
    const docx = await partOf('docx', 'word/document.xml')
    assert.match(docx, /<w:b\/>.*?<w:t xml:space="preserve">it</)
    assert.equal(docx.match(/<w:numPr>/g)?.length, 5)
    assert.match(await partOf('docx', 'word/numbering.xml'), /<w:startOverride w:val="2"\/>/)
  })

  it('is kept and digested as its lines, as it always was', () => {
    const lines = written.split('\n').filter((line) => line.trim() !== '')
    const kept = lines.map((text) => ({ type: 'paragraph', text }))
    assert.deepEqual(canonicalBlocks(writtenBlocks(written)), kept)
    assert.deepEqual(canonicalBlocks(writtenBlocks('One.\n\nTwo.')), writtenBlocks('One.\n\nTwo.'))
  })
})

describe('documents of so many pages', () => {
  const draft = (rows: number) => ({ title: 'T', subtitle: 'S', blocks: [table(4, rows, 'words '.repeat(30))] })
  it('are the first draft that fits, or the last', () => {
    const chosen = firstWithin(2, [200, 60, 12, 3].map(draft), ownPlace())
    const length = (rows: number) => pagesOf(layOut(draft(rows).blocks, ownPlace().frame), ownPlace().frame)
    assert.ok(length(60) > 2 && length(12) < 1.8)
    assert.deepEqual(chosen, draft(12))
    assert.deepEqual(firstWithin(1, [draft(500)], ownPlace()), draft(500))
  })
})

describe('what stays on one page', () => {
  const setOf = (blocks: readonly PaperBlock[], lead = 0) => layOut(blocks, frame, lead)[0]?.blocks ?? []
  const leads = (set: readonly SetBlock[]) => set.map((one) => 'isLead' in one && one.isLead === true)
  const list = (items: number): PaperBlock => ({ type: 'list', items: Array.from({ length: items }, () => 'An item') })

  it('is a table of up to 10 short rows, and none that takes more than a quarter of the page', () => {
    const [short] = tablesOf(setOf([table(2, 10, 'x')]))
    const [many] = tablesOf(setOf([table(2, 11, 'x')]))
    const [tall] = tablesOf(setOf([table(2, 5, 'words '.repeat(30))]))
    assert.deepEqual([short?.isTogether, many?.isTogether, tall?.isTogether], [true, false, false])
  })

  const filled = (share: number) =>
    Array.from({ length: Math.round((share * frame.tall.height) / 19.9) }, () => paragraph(1))

  it('is a heading with its introduction and its table or picture, and no page is begun for them: programs measure by their own fonts', async () => {
    const { unzipSync, strFromU8 } = await import('fflate')
    const last = [table(3, 6, 'x'), picture(760, 200)]
    for (const one of last)
      for (const share of [0.6, 0.7, 0.8, 0.85, 0.9]) {
        const blocks = [heading('A'), ...filled(share), heading('Kept'), paragraph(8), one]
        const odt = await writeDocument('odt', { title: 'T', subtitle: 'S', blocks })
        const content = strFromU8(unzipSync(odt)['content.xml'] ?? new Uint8Array())
        assert.doesNotMatch(content, /fo:break-before/)
        if (share > 0.8) assert.match(content, /"Heading_20_1"[^>]*>Kept<[^>]*><text:p text:style-name="M_Lead"/)
      }
  })

  it('is nothing past a heading that begins something of its own', () => {
    const own = [heading('What moved'), paragraph(3), heading('Incidents'), paragraph(3), table(2, 3, 'x')]
    assert.deepEqual(leads(setOf(own)), [false, false, false, true, false])
    const together = [heading('Risks'), heading('Incidents'), paragraph(3), table(2, 3, 'x')]
    assert.deepEqual(leads(setOf(together)), [false, false, true, false])
  })

  it('is no table that is with its introduction higher than a third of a page, or that would leave a quarter of it empty', () => {
    const group = (words: number, rows: number) => [heading('Kept'), paragraph(words), table(2, rows, 'x')]
    const isTogether = (blocks: readonly PaperBlock[]) => tablesOf(setOf(blocks)).map((one) => one.isTogether)
    assert.deepEqual(isTogether(group(5, 6)), [true])
    assert.deepEqual(isTogether(group(60, 9)), [false], 'higher than a third')
    assert.deepEqual(leads(setOf(group(60, 9))), [false, true, false], 'what introduces it stays with its first rows')
    assert.deepEqual(
      isTogether([heading('A'), ...filled(0.66), ...group(5, 6)]),
      [false],
      'more than a quarter is left',
    )
    assert.deepEqual(isTogether([heading('A'), ...filled(0.8), ...group(5, 6)]), [true], 'less is left')
  })

  it('is a list with the picture or table that it introduces', () => {
    assert.deepEqual(leads(setOf([heading('A'), list(3), picture(760, 300)])), [false, true, false])
    assert.deepEqual(leads(setOf([heading('A'), list(3), paragraph(3), table(2, 3, 'x')])), [false, true, true, false])
    assert.deepEqual(leads(setOf([heading('A'), list(30), picture(760, 300)])), [false, false, false], 'a long one')
  })

  it('is not what would leave a quarter of the page before it empty', () => {
    const { height } = frame.tall
    const blocks = [heading('A'), list(3), picture(760, 370)]
    assert.deepEqual(leads(setOf(blocks, height * 0.7)), [false, false, false])
    assert.deepEqual(leads(setOf(blocks, height * 0.85)), [false, true, false])
  })

  it('is a picture that fits when it is up to a fifth smaller, and only where it can still be read', () => {
    const { height } = frame.tall
    const heightAt = (lead: number, of = picture(600, 370)) =>
      setOf([of], lead).find((one) => one.type === 'picture')?.height ?? 0
    const whole = heightAt(0)
    const smaller = heightAt(height - whole * 0.95)
    assert.ok(smaller < whole && smaller >= whole * 0.8, `${smaller} of ${whole}`)
    assert.equal(heightAt(height - whole * 0.7), whole, 'it goes to the next page as it is')
    const fine = picture(820, 400)
    assert.ok(heightAt(height - heightAt(0, fine) * 0.9, fine) >= (400 * 7) / 12 - 0.01)
  })

  it('is a short line with the table that it follows, where nothing else of its part does', () => {
    const small = table(2, 3, 'x')
    assert.deepEqual(leads(setOf([small, paragraph(5), heading('B')])), [true, false, false])
    assert.deepEqual(leads(setOf([small, paragraph(5), paragraph(5)])), [false, false, false])
    assert.deepEqual(leads(setOf([small, paragraph(80), heading('B')])), [false, false, false])
  })

  it('leaves a column of short words as wide as it was, also in Word', async () => {
    const { unzipSync, strFromU8 } = await import('fflate')
    const rows = [['4.12', 'several words of text '.repeat(30)]]
    const paper = {
      title: 'T',
      subtitle: 'S',
      blocks: [{ type: 'table' as const, caption: 'A', columns: [{ text: 'Ref' }, { text: 'Action' }], rows }],
    }
    const [set] = tablesOf(layOut(paper.blocks, frame)[0]?.blocks ?? [])
    const xml = strFromU8(unzipSync(await writeDocument('docx', paper))['word/document.xml'] ?? new Uint8Array())
    const widths = [...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width) / 20)
    const [first = 0, second = 0] = set?.type === 'table' ? set.columns.map(({ width }) => width) : []
    assert.ok(Math.abs((widths[0] ?? 0) - first) < 0.1, `${widths[0]} of ${first}`)
    assert.ok((widths[1] ?? 0) < second && second - (widths[1] ?? 0) < 10)
  })

  it('is said so in every format', async () => {
    const { unzipSync, strFromU8 } = await import('fflate')
    const partOf = async (ending: 'odt' | 'docx', rows: number) => {
      const paper = { title: 'T', subtitle: 'S', blocks: [table(1, rows, 'cell'), paragraph(3)] }
      const name = ending === 'odt' ? 'content.xml' : 'word/document.xml'
      return strFromU8(unzipSync(await writeDocument(ending, paper))[name] ?? new Uint8Array())
    }
    const parted = /style:may-break-between-rows="(\w+)"/
    assert.equal(parted.exec(await partOf('odt', 4))?.[1], 'false')
    assert.equal(parted.exec(await partOf('odt', 40))?.[1], 'true')
    const kept = async (rows: number) =>
      (await partOf('docx', rows))
        .split('<w:tr>')
        .slice(1)
        .map((row) => row.includes('<w:keepNext/>'))
    assert.deepEqual(await kept(3), [true, true, true, true], 'the last row stays with the line after the table')
    const long = await kept(20)
    assert.deepEqual(
      long.flatMap((isKept, row) => (isKept ? [row] : [])),
      [0, 1, 19],
      'two rows stand before and after the end of a page',
    )
  })
})
