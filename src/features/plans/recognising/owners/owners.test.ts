import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { KnownNames, NO_NAMES } from './known-names.ts'
import { OwnerReader } from './owner-reader.ts'
import { readOwners } from './owners.ts'

const one = (words: string): readonly [string, readonly string[]] => [words, [words]]

const SURE: readonly (readonly [string, readonly string[]])[] = [
  one('Head of Knowledge and Information Management'),
  one('Department for Environment, Food and Rural Affairs'),
  one('Chief Executive and Accounting Officer'),
  one('Director of Finance, HR and Digital'),
  one('Ministry of Housing, Communities and Local Government'),
  one('Secretary of State for Business, Energy and Industrial Strategy'),
  one('Permanent Secretary, Department for Transport'),
  one('Records, Archives and Information Team'),
  one('Audit and Risk Assurance Committee'),
  one('HM Courts and Tribunals Service'),
  one('HM Prison and Probation Service'),
  one('HM Revenue and Customs'),
  one('His Majesty’s Courts & Tribunals Service'),
  one('Medicines and Healthcare products Regulatory Agency'),
  one('Department for Culture, Media and Sport'),
  one('Driver and Vehicle Licensing Agency'),
  one('Maritime and Coastguard Agency'),
  one('Equality and Human Rights Commission'),
  one('Health and Safety Executive'),
  one('Advisory, Conciliation and Arbitration Service'),
  one('Foreign, Commonwealth and Development Office'),
  one('Arts and Humanities Research Council'),
  one('National Institute for Health and Care Excellence'),
  one('Royal Society for Arts and Manufactures'),
  one('Avon and Somerset Police'),
  one('Victoria and Albert Museum'),
  [
    'Ministry of Justice and HM Courts and Tribunals Service',
    ['Ministry of Justice', 'HM Courts and Tribunals Service'],
  ],
  [
    'Veterinary Medicines Directorate and Animal and Plant Health Agency',
    ['Veterinary Medicines Directorate', 'Animal and Plant Health Agency'],
  ],
  [
    'HM Inspectorate of Prisons and HM Inspectorate of Probation',
    ['HM Inspectorate of Prisons', 'HM Inspectorate of Probation'],
  ],
  ['SIRO and HM Courts and Tribunals Service', ['SIRO', 'HM Courts and Tribunals Service']],
  ['The National Archives and Records Team', ['The National Archives', 'Records Team']],
  one('Crown Commercial and Procurement Service'),
  ['Companies House and HM Land Registry', ['Companies House', 'HM Land Registry']],
  ['HM Treasury and Cabinet Office', ['HM Treasury', 'Cabinet Office']],
  ['Companies House and Intellectual Property Office', ['Companies House', 'Intellectual Property Office']],
  ['Legal Aid Agency and Youth Justice Board', ['Legal Aid Agency', 'Youth Justice Board']],
  ['HM Courts and Tribunals Service and Legal Aid Agency', ['HM Courts and Tribunals Service', 'Legal Aid Agency']],
  ['HM Courts and Tribunals Service, HM Treasury', ['HM Courts and Tribunals Service', 'HM Treasury']],
  ['Jane Smith and the Records Team', ['Jane Smith', 'the Records Team']],
  ['Department for Transport and Department for Education', ['Department for Transport', 'Department for Education']],
  ['Head of Digital, Data and Technology and Head of Legal', ['Head of Digital, Data and Technology', 'Head of Legal']],
  ['Head of KIM and SIRO', ['Head of KIM', 'SIRO']],
  ['Head of HR, and the SIRO', ['Head of HR', 'SIRO']],
  ['Head of ICT and Customer Services, and the DPO', ['Head of ICT and Customer Services', 'DPO']],
  ['Head of Legal and Governance and the DPO', ['Head of Legal and Governance', 'DPO']],
  ['Head of Legal and Governance plus the DPO', ['Head of Legal and Governance', 'DPO']],
  ['DPO and the Head of ICT', ['DPO', 'Head of ICT']],
  ['the SIRO', ['SIRO']],
  ['The Records Manager', ['Records Manager']],
  ['The Records Manager and the SIRO', ['Records Manager', 'SIRO']],
  ['The Trust', ['The Trust']],
  ['The National Archives', ['The National Archives']],
  ['the Department for Transport', ['the Department for Transport']],
  ['Supt. Harris / Insp. Green', ['Supt. Harris', 'Insp. Green']],
  ['Det Insp Khan, Cllr Jones', ['Det Insp Khan', 'Cllr Jones']],
  ['Ch Supt Harris', ['Ch Supt Harris']],
  ['HR and the National Archives', ['HR', 'the National Archives']],
  one('Head of Law and the Courts'),
  ['Jane Smith and John Brown', ['Jane Smith', 'John Brown']],
  ['IAOs, DRO and Head of Estates and Facilities', ['IAOs', 'DRO', 'Head of Estates and Facilities']],
  [
    'Department of Culture, Media and Sport; Cabinet Office',
    ['Department of Culture, Media and Sport', 'Cabinet Office'],
  ],
]

const DITTOS = [
  '"',
  '”',
  '〃',
  '″',
  "''",
  'ditto',
  'Ditto.',
  'do.',
  'Do',
  '-do-',
  'as above',
  'As above.',
  'Same',
  'same as above',
  '""',
]

describe('signs that mean the row above', () => {
  const reader = (...cells: readonly string[]) => {
    const owners = new OwnerReader(NO_NAMES, undefined)
    return { read: cells.map((cell, row) => owners.read([cell], `row ${row}`, `t1r${row}`)), owners }
  }

  for (const sign of DITTOS)
    it(`reads “${sign}” so, and asks`, () => {
      const { read, owners } = reader('DRO; Head of KIM', sign, sign)
      for (const one of read.slice(1)) assert.deepEqual(one, { owners: ['DRO', 'Head of KIM'], ownersCell: sign })
      assert.deepEqual(
        owners.questions.map(({ where, guess }) => [where, guess]),
        [['row 1', 'Yes. 2 owners: DRO; Head of KIM']],
      )
    })

  it('adds who is named behind the sign, and records nobody where nobody stands above', () => {
    assert.deepEqual(reader('DRO', 'As above and HR').read[1]?.owners, ['DRO', 'HR'])
    assert.deepEqual(reader('DRO', 'ditto, Comms').read[1]?.owners, ['DRO', 'Comms'])
    const { read, owners } = reader('ditto')
    assert.deepEqual(read[0]?.owners, [])
    assert.equal(owners.questions[0]?.guess, 'No owner stands above, so nobody was recorded.')
  })

  it('leaves names that only begin alike', () => {
    for (const name of ['Dominic Grey', 'Same Day Delivery Team', 'Doris Day', 'As You Like It Team'])
      assert.deepEqual(reader('DRO', name).read[1]?.owners, [name])
  })
})

describe('owners of parts', () => {
  it('are told by their labels, recorded for the whole, and asked about', () => {
    const owners = new OwnerReader(NO_NAMES, undefined)
    for (const cell of [
      '(a) DRO (b) Comms',
      '(a) DRO; (b) Comms',
      'a) DRO, b) Comms',
      '(i) DRO (ii) Comms',
      '(1) DRO and (2) Comms',
    ])
      assert.deepEqual(owners.read([cell], 'row 1', 't1r1'), { owners: ['DRO', 'Comms'], ownersCell: cell })
    assert.equal(owners.questions.length, 5)
    assert.equal(owners.questions[0]?.question, 'Does “(a) DRO (b) Comms” name an owner for each part of the action?')
    assert.match(owners.questions[0]?.guess ?? '', /\(a\) DRO; \(b\) Comms/)
  })

  it('are only where labels count from the first', () => {
    const owners = new OwnerReader(NO_NAMES, undefined)
    for (const cell of ['Head of Records (paper)', 'DRO (a)', '(b) DRO (c) Comms', 'Grade (b) Officer (a) Team'])
      owners.read([cell], 'row 1', 't1r1')
    assert.deepEqual(owners.questions, [])
  })
})

const DOUBTFUL: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['Head of Audit and Risk with DPO', ['Head of Audit and Risk', 'DPO'], ['Head of Audit and Risk with DPO']],
  [
    'Records Manager and Data Protection Officer',
    ['Records Manager', 'Data Protection Officer'],
    ['Records Manager and Data Protection Officer'],
  ],
  ['Finance, HR and Digital', ['Finance, HR and Digital'], ['Finance', 'HR', 'Digital']],
  ['Finance and HR Teams', ['Finance and HR Teams'], ['Finance', 'HR Teams']],
  [
    'Department for Energy Security and Net Zero',
    ['Department for Energy Security and Net Zero'],
    ['Department for Energy Security', 'Net Zero'],
  ],
  ['Policy/Strategy Team', ['Policy/Strategy Team'], ['Policy', 'Strategy Team']],
]

describe('who the owners of a cell are', () => {
  for (const [words, owners] of SURE)
    it(`is sure in “${words}”`, () => assert.deepEqual(readOwners([words]), { owners, other: null }))
  for (const [words, owners, other] of DOUBTFUL)
    it(`is asked in “${words}”`, () => assert.deepEqual(readOwners([words]), { owners, other }))

  it('asks the registers first, and the longest known name wins', () => {
    const known = new KnownNames(['Records', 'Archives Board', 'Records and Archives Board', 'Moves & Changes'])
    assert.deepEqual(readOwners(['the records and archives board and Moves and Changes'], known).owners, [
      'the records and archives board',
      'Moves and Changes',
    ])
    const units = new KnownNames(['Finance', 'Digital'])
    assert.deepEqual(readOwners(['Finance and Digital'], units), {
      owners: ['Finance', 'Digital'],
      other: ['Finance and Digital'],
    })
    assert.deepEqual(readOwners(['Director of Finance, HR and Digital'], units).owners, [
      'Director of Finance, HR and Digital',
    ])
    assert.deepEqual(
      readOwners(['Information Asset Owner, Policy Group'], new KnownNames(['Information Asset Owner', 'Policy Group']))
        .owners,
      ['Information Asset Owner, Policy Group'],
    )
  })

  it('takes no long time over a long cell', () => {
    const before = process.threadCpuUsage()
    readOwners(['Head of Policy, Finance and '.repeat(4_000)], new KnownNames(['Head of Policy', 'Finance']))
    const { user } = process.threadCpuUsage(before)
    assert.ok(user < 5_000_000, `${user / 1000} ms`)
  })
})

describe('owners who are named with their posts, elsewhere, or not at all', () => {
  it('are one owner, or asked about', () => {
    for (const words of ['Jane Smith, DRO', 'Jane Smith, Records Manager', 'Dr A. Patel, Head of Digital'])
      assert.deepEqual(readOwners([words]).owners, [words], words)
  })

  it('are asked about where another row or nobody is named', () => {
    for (const words of ['\u2191', 'Same as 1.1', 'As 4.1', 'Vacant']) {
      const reader = new OwnerReader(NO_NAMES, {})
      const above = reader.readRow([{ column: 0, paragraphs: ['DRO'] }], 'Row 1', 't1r2')
      for (const ref of ['1.1', '4.1']) reader.keep(ref, above)
      const { owners } = reader.read([words], 'Row 2', 't1r3')
      assert.deepEqual(owners, words === 'Vacant' ? ['Vacant'] : ['DRO'], words)
      assert.equal(reader.questions.length, 1, words)
    }
  })
  it('are asked about once, for each of their rows', () => {
    const reader = new OwnerReader(NO_NAMES, {})
    for (const place of ['t1r2', 't1r3', 't1r5']) reader.read(['Vacant'], 'Row', place)
    assert.equal(reader.questions.length, 1)
    assert.deepEqual(reader.questions[0]?.places, ['t1r2', 't1r3', 't1r5'])
  })
})
