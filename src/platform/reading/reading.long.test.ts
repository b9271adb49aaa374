import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { makeDocx, makeOdf, makeXlsx, zip } from '../../../test/documents/make.ts'
import { cases } from '../../../test/same-cases.ts'
import { ROOT } from '../config.ts'
import { cellText, inDisposable, readDocument, type Table, UnreadableFile } from './index.ts'
import { commandFor, ReaderFailed, readableIn } from './isolated.ts'
import { readBytes } from './read.ts'

const tableOf = (bytes: Uint8Array, name = 'plan') =>
  readBytes(bytes, name).blocks.find((block): block is Table => block.type === 'table')
const grid = (table: Table | undefined) => table?.rows.map((row) => row.map(cellText))
const ROWS = [
  ['Ref', 'Action'],
  ['1.1', 'Do the first thing'],
]

describe('reading documents', () => {
  it('reads the same table from every format', () => {
    const csv = Buffer.from('Ref,Action\r\n1.1,Do the first thing\r\n')
    const html = Buffer.from('<table><tr><th>Ref<th>Action<tr><td>1.1<td>Do the first thing</table>')
    for (const bytes of [
      makeDocx([{ rows: ROWS }]),
      makeOdf('text', [{ rows: ROWS }]),
      makeOdf('spreadsheet', [{ rows: ROWS }]),
      makeXlsx(ROWS),
      csv,
      html,
    ]) {
      assert.deepEqual(grid(tableOf(bytes)), ROWS)
    }
  })

  it('reads boxes to tick in Word as signs', () => {
    const field = (inner: string) =>
      `<w:r><w:fldChar><w:ffData><w:checkBox>${inner}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:t>Done</w:t></w:r>`
    const control = (value: string, shown: string) =>
      `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="${value}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>${shown}</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t> Done</w:t></w:r>`
    const sign = (char: string) => `<w:r><w:sym w:font="Wingdings" w:char="${char}"/></w:r><w:r><w:t> Done</w:t></w:r>`
    const paragraphs = [
      field('<w:default w:val="0"/>'),
      field('<w:default w:val="0"/><w:checked/>'),
      field('<w:default w:val="1"/><w:checked w:val="0"/>'),
      control('0', '☐'),
      control('1', '☒'),
      sign('F0A8'),
      sign('F0FE'),
      sign('00FC'),
      sign('F0FB'),
      sign('F052'),
      '<w:r><w:t>\uf0a8 Done</w:t></w:r>',
      '<w:r><w:rPr><w:vanish/></w:rPr><w:t>Complete</w:t></w:r><w:r><w:t>Ongoing</w:t></w:r>',
    ]
    const bytes = makeDocx([], {
      'word/document.xml': `<w:document xmlns:w="w" xmlns:w14="w14"><w:body>${paragraphs.map((runs) => `<w:p>${runs}</w:p>`).join('')}</w:body></w:document>`,
    })
    const { blocks, struck } = readBytes(bytes, 'x.docx')
    assert.deepEqual(
      blocks.map((block) => (block.type === 'paragraph' ? block.text : '')),
      [
        '☐ Done',
        '☑ Done',
        '☐ Done',
        '☐ Done',
        '☑ Done',
        '☐ Done',
        '☑ Done',
        '✔ Done',
        '✘ Done',
        '☑ Done',
        '☐ Done',
        'Ongoing',
      ],
    )
    assert.deepEqual(struck, ['Complete'])
  })

  it('reads boxes to tick in OpenDocument as signs', () => {
    const bytes = makeOdf('text', [], {
      'content.xml':
        '<office:document-content xmlns:office="o" xmlns:text="t" xmlns:form="f" xmlns:draw="d" xmlns:field="e"><office:body><office:text><office:forms><form:form><form:checkbox form:id="c1" form:current-state="checked"/><form:checkbox form:id="c2"/></form:form></office:forms><text:p><draw:control draw:control="c1"/>Done</text:p><text:p><draw:control draw:control="c2"/>Done</text:p><text:p><field:fieldmark><field:param field:name="Checkbox_Checked" field:value="false"/></field:fieldmark>Done</text:p><text:p>\uf0a8 Done</text:p></office:text></office:body></office:document-content>',
    })
    assert.deepEqual(
      readBytes(bytes, 'x.odt').blocks.map((block) => (block.type === 'paragraph' ? block.text : '')),
      ['☑ Done', '☐ Done', '☐ Done', '☐ Done'],
    )
  })

  it('keeps paragraphs of a cell apart and says which cells a merged one covers', () => {
    const table = tableOf(
      makeDocx([
        {
          rows: [
            [{ paragraphs: ['One', 'Two'], down: 'starts' }, 'x'],
            [{ paragraphs: [], down: 'goes on' }, { paragraphs: ['y'] }],
            [{ paragraphs: ['wide'], across: 2 }],
          ],
        },
      ]),
    )
    assert.deepEqual(table?.rows[0]?.[0]?.paragraphs, ['One', 'Two'])
    assert.deepEqual(table?.rows[1]?.[0]?.coveredBy, { row: 0, column: 0 })
    assert.deepEqual(table?.rows[2]?.[1]?.coveredBy, { row: 2, column: 0 })
  })

  it('tells headings from paragraphs and leaves deletions under review out', () => {
    const bytes = makeDocx([{ title: 'Plan' }, { heading: 'Recommendation 1' }, { text: 'Words' }])
    assert.deepEqual(
      readBytes(bytes, 'x').blocks.map((block) => block.type),
      ['heading', 'heading', 'paragraph'],
    )
    const deleted = makeDocx([], {
      'word/document.xml':
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p></w:body></w:document>',
    })
    assert.deepEqual(
      readBytes(deleted, 'x').blocks.map((block) => (block.type === 'table' ? '' : block.text)),
      ['kept'],
    )
  })

  it('keeps words that are struck out apart from those that stand', () => {
    const run = (text: string, looks = '') => `<w:r><w:rPr>${looks}</w:rPr><w:t>${text}</w:t></w:r>`
    const docx = makeDocx([], {
      'word/styles.xml':
        '<w:styles xmlns:w="w"><w:style w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style></w:styles>',
      'word/document.xml': `<w:document xmlns:w="w"><w:body><w:p><w:pPr><w:rPr><w:strike/></w:rPr></w:pPr>${run('March 2017', '<w:strike/>')}${run('June 2018', '<w:strike w:val="0"/>')}${run(' twice', '<w:dstrike w:val="true"/>')}${run(' styled', '<w:rStyle w:val="Gone"/>')}</w:p></w:body></w:document>`,
    })
    const content =
      '<x><office:automatic-styles><style:style style:name="G"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="K" style:parent-style-name="G"><style:text-properties style:text-line-through-style="none"/></style:style></office:automatic-styles><text:p><text:span text:style-name="G">March <text:span>2017</text:span></text:span>June <text:span text:style-name="K">2018</text:span></text:p></x>'
    const odt = makeOdf('text', [], { 'content.xml': content })
    const html = Buffer.from(
      '<p><del>March <b>2017</b></del>June 2018</p><table><tr><td>x<td style="text-decoration: line-through">May</table><p><s>a</s><span style="text-decoration:underline line-through">b</span><ins>c</ins></p>',
    )
    const words = (bytes: Uint8Array) => {
      const { blocks, struck } = readBytes(bytes, 'x')
      return [
        blocks.map((block) => (block.type === 'table' ? block.rows.map((row) => row.map(cellText)) : block.text)),
        struck,
      ]
    }
    assert.deepEqual(words(docx), [['June 2018'], ['March 2017 twice styled']])
    assert.deepEqual(words(odt), [['June 2018'], ['March 2017']])
    assert.deepEqual(words(html), [
      ['June 2018', [['x']], 'c'],
      ['March 2017', 'May', 'ab'],
    ])
    assert.deepEqual(readBytes(html, 'x').struckPlaces, ['The text', 'Table 1, row 1', 'The text'])
  })

  it('follows styles to those that they come from, and what switches them off', () => {
    const style = (id: string, looks: string, base = '') =>
      `<w:style w:styleId="${id}">${base && `<w:basedOn w:val="${base}"/>`}<w:rPr>${looks}</w:rPr></w:style>`
    const run = (text: string, looks = '') => `<w:r><w:rPr>${looks}</w:rPr><w:t>${text}</w:t></w:r>`
    const named = (id: string, more = '') => `<w:rStyle w:val="${id}"/>${more}`
    const paragraph = (id: string, ...runs: readonly string[]) =>
      `<w:p><w:pPr><w:pStyle w:val="${id}"/></w:pPr>${runs.join('')}</w:p>`
    const docx = makeDocx([], {
      'word/styles.xml': `<w:styles xmlns:w="w">${style('Later', '', 'Del')}${style('Del', '<w:strike/>')}${style('Twice', '<w:dstrike/>')}${style('Off', '<w:strike w:val="0"/>', 'Del')}${style('OffAgain', '', 'Off')}${style('Plain', '<w:b/>')}<w:style w:styleId="Rows"><w:tblStylePr><w:rPr><w:strike/></w:rPr></w:tblStylePr></w:style></w:styles>`,
      'word/document.xml': `<w:document xmlns:w="w"><w:body>
        ${paragraph('Plain', run('a', named('Del')), run('1'), run('b', named('Later')), run('2', named('Off')), run('3', named('OffAgain')))}
        ${paragraph('Plain', run('c', named('Twice')), run('4', named('Del', '<w:strike w:val="false"/>')), run('5', `<w:strike w:val="off"/>${named('Del')}`), run('6', named('Rows')))}
        ${paragraph('Later', run('d'), run('7', '<w:strike w:val="0"/>'), run('8', named('Off')), run('e', named('Plain')))}
        ${paragraph('Off', run('9'), run('f', '<w:strike/>'))}
      </w:body></w:document>`,
    })
    const odf = (family: string, name: string, parent: string, line = '') =>
      `<style:style style:name="${name}" style:family="${family}" style:parent-style-name="${parent}">${line && `<style:text-properties style:text-line-through-${line}/>`}</style:style>`
    const span = (name: string, text: string) => `<text:span text:style-name="${name}">${text}</text:span>`
    const odt = makeOdf('text', [], {
      'styles.xml': `<x><office:styles>${odf('text', 'Later', 'Del')}${odf('text', 'Del', '', 'style="solid"')}${odf('paragraph', 'Gone', '', 'type="double"')}</office:styles></x>`,
      'content.xml': `<x><office:automatic-styles>${odf('text', 'T1', 'Later')}${odf('text', 'T2', 'Del', 'style="none"')}${odf('text', 'T3', 'T2')}${odf('text', 'T4', '')}${odf('paragraph', 'P1', 'Gone')}${odf('paragraph', 'Del', '')}</office:automatic-styles>
        <text:p text:style-name="Del">${span('T1', 'a')}1${span('T2', '2')}${span('T3', '3')}${span('Later', 'b')}</text:p>
        <text:p text:style-name="P1">c${span('T2', '4')}${span('T4', 'd')}</text:p></x>`,
    })
    const words = (bytes: Uint8Array) => {
      const { blocks, struck } = readBytes(bytes, 'x')
      return [blocks.map((block) => (block.type === 'table' ? '' : block.text)), struck]
    }
    assert.deepEqual(words(docx), [
      ['123', '456', '78', '9'],
      ['ab', 'c', 'de', 'f'],
    ])
    assert.deepEqual(words(odt), [
      ['123', '4'],
      ['ab', 'cd'],
    ])
  })

  it('tells the signal that a cell without words shows by its colour, in every format', () => {
    const shade = (fill: string, words = '') =>
      `<w:tc><w:tcPr><w:shd w:val="clear" w:fill="${fill}"/></w:tcPr><w:p><w:pPr><w:shd w:fill="FF0000"/></w:pPr><w:r><w:t>${words}</w:t></w:r></w:p></w:tc>`
    const docx = `<w:document xmlns:w="w"><w:body><w:tbl><w:tr>${shade('FF0000')}${shade('auto')}${shade('00B050', 'Complete')}${shade('FFC000')}${shade('auto', 'end')}</w:tr></w:tbl></w:body></w:document>`
    const style = (name: string, colour: string, parent = '') =>
      `<style:style style:name="${name}" style:family="table-cell" style:parent-style-name="${parent}">${colour === '' ? '' : `<style:table-cell-properties fo:background-color="${colour}"/>`}</style:style>`
    const cell = (name: string, words = '', more = '') =>
      `<table:table-cell table:style-name="${name}" ${more}>${words === '' ? '' : `<text:p>${words}</text:p>`}</table:table-cell>`
    const odf = `<office:document-content><office:automatic-styles>${style('r', '#ff0000')}${style('n', 'transparent', 'r')}${style('g', '#00b050')}${style('a', '#ffc000')}${style('b', '', 'a')}</office:automatic-styles><office:body><table:table><table:table-row>${cell('r')}${cell('n')}${cell('g', 'Complete')}${cell('b')}${cell('n', 'end')}${cell('r', '', 'table:number-columns-repeated="16000"')}</table:table-row></table:table></office:body></office:document-content>`
    const fill = (colour: string) => `<fill><patternFill patternType="solid"><fgColor ${colour}/></patternFill></fill>`
    const styles = `<styleSheet><fills>${fill('rgb="FFFFFFFF"')}${fill('rgb="FFFF0000"')}${fill('rgb="FF00B050"')}${fill('indexed="51"')}</fills><cellXfs><xf fillId="0"/><xf fillId="1"/><xf fillId="2"/><xf fillId="3"/></cellXfs><dxfs><dxf>${fill('rgb="FFFF0000"')}</dxf></dxfs></styleSheet>`
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1" s="1"/><c r="B1" s="0"/><c r="C1" s="2" t="inlineStr"><is><t>Complete</t></is></c><c r="D1" s="3"/><c r="E1" t="inlineStr"><is><t>end</t></is></c><c r="XFD1" s="1"/></row><row r="2"><c r="A2" s="1"/></row></sheetData></worksheet>'
    const html =
      '<table><tr><td style="color:blue;background:#f00"><td style="background-color:inherit"><td bgcolor="#00B050">Complete<td bgcolor=orange><td style="background:#fff">end</table>'
    for (const bytes of [
      zip({ 'word/document.xml': docx }),
      zip({ 'content.xml': odf, mimetype: 'application/vnd.oasis.opendocument.text' }),
      zip({
        'xl/workbook.xml': '<workbook><sheets><sheet name="S"/></sheets></workbook>',
        'xl/styles.xml': styles,
        'xl/worksheets/sheet1.xml': sheet,
      }),
      Buffer.from(html),
    ]) {
      const { rows = [] } = tableOf(bytes) ?? {}
      assert.deepEqual(
        rows.map((row) => row.map((one) => one.colour ?? cellText(one))),
        [['red', '', 'Complete', 'amber', 'end']],
      )
    }
  })

  it('keeps struck-out words of a workbook apart, in a cell and within one', () => {
    const font =
      '<styleSheet><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>'
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1" t="inlineStr"><is><t>Gone</t></is></c><c r="C1" s="2"><v>7</v></c><c r="D1" t="inlineStr"><is><r><rPr><strike/></rPr><t>old</t></r><r><t>new</t></r></is></c></row></sheetData></worksheet>'
    const strings =
      '<sst><si><r><rPr><strike/></rPr><t>March 2017</t></r><r><rPr><b/></rPr><t> June 2018</t></r></si></sst>'
    const { blocks, struck, struckPlaces } = readBytes(
      makeXlsx([['x']], [], {
        'xl/styles.xml': font,
        'xl/worksheets/sheet1.xml': sheet,
        'xl/sharedStrings.xml': strings,
      }),
      'x',
    )
    const [table] = blocks
    assert.deepEqual(table?.type === 'table' ? grid(table) : null, [['June 2018', '', '7', 'new']])
    assert.deepEqual(struck, ['March 2017', 'Gone', 'old'])
    assert.equal(struckPlaces?.length, 3)
    assert.ok(struckPlaces.every((place) => /^Sheet “.+”, row \d+$/.test(place)))
  })

  it('counts numbered paragraphs as a word processor does', () => {
    const numbering =
      '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    const numbered = (level: number) =>
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`
    const bytes = makeDocx([], {
      'word/numbering.xml': numbering,
      'word/document.xml': `<w:document xmlns:w="w"><w:body>${[0, 1, 1, 0].map(numbered).join('')}</w:body></w:document>`,
    })
    assert.deepEqual(
      readBytes(bytes, 'x').blocks.map((block) => (block.type === 'table' ? null : block.number)),
      ['3', '3.a', '3.b', '4'],
    )
  })

  it('shows days, months and decimals of a workbook as its cells do, and results of formulas', () => {
    const table = tableOf(
      makeXlsx([
        [
          { value: 42_643, style: 1 },
          { value: 42_643, style: 2 },
          { value: 4.1, style: 3 },
          { value: 4.1 },
          { value: 'Sum', formula: 'A1&"x"' },
        ],
      ]),
    )
    assert.deepEqual(grid(table), [['30 September 2016', 'September 2016', '4.10', '4.1', 'Sum']])
  })

  it('says which formulas had no result', () => {
    const { warnings } = readBytes(makeXlsx([['Head'], [{ value: 0, formula: 'NOW()', unsolved: true }]]), 'x')
    assert.match(warnings.join(), /1 formula cell .* no saved result/)
  })

  it('merges cells of a workbook across the rows that are filled', () => {
    const table = tableOf(
      makeXlsx(
        [
          ['A', 'x'],
          [null, 'y'],
          [null, 'z'],
        ],
        ['A1:A2'],
      ),
    )
    assert.deepEqual(
      table?.rows.map((row) => row[0]?.coveredBy),
      [null, { row: 0, column: 0 }, null],
    )
  })

  it('finds the separator and the alphabet of text', () => {
    assert.deepEqual(grid(tableOf(Buffer.from('Ref;Action\n1;Do, then undo'))), [
      ['Ref', 'Action'],
      ['1', 'Do, then undo'],
    ])
    assert.deepEqual(grid(tableOf(Buffer.from('Ref\tAction\n1\t"Line one\nline two"'))), [
      ['Ref', 'Action'],
      ['1', 'Line one\nline two'],
    ])
    assert.deepEqual(grid(tableOf(Buffer.from('Ref,Action\n1,\x96 caf\xe9', 'latin1'))), [
      ['Ref', 'Action'],
      ['1', '– café'],
    ])
    assert.deepEqual(grid(tableOf(Buffer.from('| Ref | Action |\n|---|---|\n| 1 | Do |'))), [
      ['', 'Ref', 'Action'],
      ['', '1', 'Do'],
    ])
  })

  it('ends rows as their lines end, also where a file was written by two programs', () => {
    for (const [text, rows] of [
      ['a,b\r\n1,2\r\n3,4\n5,6\n', 4],
      ['a,b\n1,2\n3,4\r\n5,6', 4],
      ['a,b\r1,2\r3,4', 3],
      ['a,b\r\n1,"2\nmore"\n3,"4\r\nmore"', 3],
    ] as const) {
      const [table] = readBytes(Buffer.from(text), 'mixed.csv').blocks
      assert.equal(table?.type === 'table' ? table.rows.length : 0, rows, JSON.stringify(text))
    }
  })

  it('never fails in any other way than with a reason, whatever the bytes', () => {
    const whole = makeDocx([{ rows: ROWS }])
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(whole.length - 1), (noise, at) => {
        for (const bytes of [noise, Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at)])]) {
          try {
            readBytes(bytes, 'x.docx')
          } catch (error) {
            assert.ok(error instanceof UnreadableFile, String(error))
          }
        }
      }),
      cases(300),
    )
  })
})

const refusal = (bytes: Uint8Array, name = 'plan.docx') =>
  readDocument(bytes, name).then(
    () => assert.fail('it was read'),
    (error: unknown) => {
      assert.ok(error instanceof UnreadableFile, String(error))
      assert.ok(error.advice.length > 10)
      return error.message
    },
  )

describe('files from strangers, in the disposable process', () => {
  it('reads a document there as here', async () => {
    const bytes = makeDocx([{ rows: ROWS }])
    assert.deepEqual(await readDocument(bytes, 'plan.docx'), readBytes(bytes, 'plan.docx'))
  })

  it('may open the program and nothing beside it: no kept file, no other file of this machine', () => {
    const [command, args] = commandFor('', false)
    const paths = [
      'data',
      'data/blobs/ab',
      'data/database-secrets.json',
      '.git/config',
      '.env',
      'src-data',
      'README.md',
      '',
    ]
      .map((name) => join(ROOT, name))
      .concat('/etc/passwd', '/proc/self/environ', '/', homedir(), tmpdir())
    const ask = `
      const may = (path) => process.permission.has('fs.read', path)
      console.log(JSON.stringify([${JSON.stringify(paths)}.filter(may), ${JSON.stringify(join(ROOT, 'src/platform/reading/child.ts'))}.split().every(may),
        ['fs.write', 'child', 'worker', 'addon', 'wasi'].filter((scope) => process.permission.has(scope))]))`
    const { stdout } = spawnSync(command, [...args.slice(0, -1), '--eval', ask], { encoding: 'utf8', env: {} })
    assert.deepEqual(JSON.parse(stdout), [[], true, []])
  })

  it('tells a file that breaks the reading from a reader that cannot start, whose last words are kept', async () => {
    const bytes = makeDocx([{ rows: ROWS }])
    const refused = (program: string, asked: object): Promise<unknown> =>
      inDisposable(join(import.meta.dirname, program), asked, bytes).catch((error: unknown) => error)
    // Nothing is asked, so that the reading fails as it would over a fault in itself.
    const broken = await refused('child.ts', { toJSON: () => null })
    assert.ok(broken instanceof UnreadableFile, String(broken))
    assert.match(broken.message, /damaged/)
    const gone = await refused('never-there.ts', { name: 'plan.docx' })
    assert.ok(gone instanceof ReaderFailed, String(gone))
    assert.match(gone.said, /Cannot find module/)
    assert.ok(gone.said.length <= 2048)
    assert.match(gone.message, /\(1\)/)
  })

  it('reads packages that are kept elsewhere and linked', (t) => {
    const [root, elsewhere] = ['root', 'elsewhere'].map((name) => mkdtempSync(join(tmpdir(), `muniment-${name}-`))) as [
      string,
      string,
    ]
    t.after(() => {
      for (const folder of [root, elsewhere]) rmSync(folder, { recursive: true, force: true })
    })
    for (const name of ['src', 'content']) mkdirSync(join(root, name))
    writeFileSync(join(root, 'package.json'), '{"type":"module"}')
    mkdirSync(join(elsewhere, 'words'))
    writeFileSync(join(elsewhere, 'words/index.js'), "module.exports = 'linked'")
    symlinkSync(elsewhere, join(root, 'node_modules'))
    const program = join(root, 'src/program.js')
    writeFileSync(program, "import words from 'words'; console.log(words)")
    const [command, args] = commandFor(program, false, [...readableIn(root), ...readableIn(ROOT)])
    const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env: {} })
    assert.equal(stdout, 'linked\n', stderr)
  })

  it('says what is wrong with each bad file', async () => {
    const encrypted = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(50)])
    const dtd = makeDocx([], { 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' })
    const macro = makeDocx([{ rows: ROWS }], { 'word/vbaProject.bin': 'x' })
    const macroOdt = makeOdf('text', [{ rows: ROWS }], { 'Basic/Standard/Module1.xml': '<x/>' })
    const lockedOdt = makeOdf('text', [{ rows: ROWS }], { 'META-INF/manifest.xml': '<m><encryption-data/></m>' })
    assert.match(await refusal(encrypted), /password/)
    assert.match(await refusal(lockedOdt, 'plan.odt'), /password/)
    assert.match(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex')), /before 2007/)
    assert.match(await refusal(png), /PNG picture/)
    assert.match(await refusal(dtd), /document type declaration/)
    assert.match(await refusal(macro), /macros/)
    assert.match(await refusal(macroOdt, 'plan.odt'), /macros/)
    assert.match(await refusal(makeDocx([{ rows: ROWS }]).subarray(0, 300)), /damaged/)
    const whole = unzipSync(makeXlsx(ROWS))
    const { 'xl/worksheets/sheet1.xml': lost, ...rest } = whole
    assert.ok(lost)
    assert.match(await refusal(zip(rest)), /damaged/, 'a workbook without its sheet')
    assert.match(await refusal(Buffer.alloc(0)), /empty/)
    assert.match(await refusal(Buffer.from('%PDF-1.7 …')), /PDF/)
    assert.match(await refusal(Buffer.alloc(50 * 1024 * 1024, 65), 'plan.csv'), /larger than 25 MB/)
    assert.match(await refusal(zip({ 'readme.txt': 'x' })), /zip archive/)
  })

  it('stops at a zip bomb, a table bomb and a sheet without end', async () => {
    const bomb = zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': new Uint8Array(120 * 1024 * 1024) })
    assert.ok(bomb.length < 1024 * 1024)
    assert.match(await refusal(bomb), /unpacks to more than/)
    const wide = Buffer.from(`<table><tr>${'<td colspan=1000 rowspan=60000>x'.repeat(50)}</table>`)
    assert.match(await refusal(wide, 'plan.html'), /more than 200 columns/)
    const repeated = makeOdf('spreadsheet', [], {
      'content.xml':
        '<o xmlns:table="t" xmlns:text="x"><table:table><table:table-row table:number-rows-repeated="900000"><table:table-cell table:number-columns-repeated="100"><text:p>x</text:p></table:table-cell></table:table-row></table:table></o>',
    })
    assert.match(await refusal(repeated, 'plan.ods'), /more than/)
    const long = Buffer.from(`Ref,Action\n${'1,Do\n'.repeat(100_000)}`)
    assert.match(await refusal(long, 'plan.csv'), /more than 20,000 rows/)
    const deep = Buffer.from('<div>'.repeat(5_000))
    assert.match(await refusal(deep, 'plan.html'), /nesting/)
  })
})
