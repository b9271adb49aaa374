import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkGlossary } from './check.ts'

const HEAD =
  '@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xl: <http://www.w3.org/2008/05/skos-xl#> . @prefix : <https://example.gov.uk/> .'
const checked = (...lines: readonly string[]) => checkGlossary(Buffer.from([HEAD, ...lines].join('\n')))
const errors = (...lines: readonly string[]) => {
  const { valid, errors: found } = checked(...lines)
  assert.equal(valid, found.length === 0)
  return found.map((one) => one.replaceAll('https://example.gov.uk/', ':'))
}
/** A concept of each letter, on one line, so that what is tried stands from line 3 on. */
const concepts = (letters: string) =>
  letters
    .split('')
    .map((one) => `:${one} a skos:Concept ; skos:prefLabel "${one.toUpperCase()}"@en .`)
    .join(' ')

test('takes a glossary in order, also what SKOS leaves free', () => {
  assert.deepEqual(
    checked(
      concepts('abcdef'),
      ':s a skos:ConceptScheme ; skos:prefLabel "S"@en ; skos:hasTopConcept :a .',
      ':a skos:prefLabel "Â"@cy, "A"@en-GB, "A" ; skos:altLabel "A"@cy, "Aa"@en ; skos:hiddenLabel "Ab"@en ; skos:topConceptOf :s .',
      ':b skos:broader :a ; skos:prefLabel "B"@en, "B"@EN ; skos:inScheme :s, :t ; skos:notation "1"^^:code ; skos:definition :note .',
      ':c skos:broader :a ; skos:related :b . :a skos:narrower :b, :c . :d skos:broader :b, :c .',
      ':e skos:exactMatch <https://example.org/e> ; skos:closeMatch :f ; skos:broadMatch :a . :e skos:relatedMatch :c .',
      ':g a skos:Collection ; skos:member :a, :h . :h a skos:OrderedCollection ; skos:memberList ( :a :b ) .',
      ':i a skos:OrderedCollection ; skos:memberList () . :s <https://example.org/other> [ :any "thing" ] .',
      ':j a skos:Concept ; xl:prefLabel [ xl:literalForm "J"@en ] ; xl:altLabel :l . :l xl:literalForm "Jay"@en .',
    ),
    { valid: true, errors: [] },
  )
})

test('S9, S37: nothing is two of concept, scheme and collection, by what it is called or by what is said of it', () => {
  const both = (first: string, second: string, rule: string) =>
    `is ${first} by line 3, and ${second} by this one: nothing is both (SKOS ${rule}).`
  const [concept, scheme, collection] = ['a concept', 'a concept scheme', 'a collection']
  for (const [one, other, expected] of [
    [':x a skos:Concept', ':x a skos:ConceptScheme', both(concept, scheme, 'S9')],
    [':x a skos:ConceptScheme', ':x a skos:Concept', both(scheme, concept, 'S9')],
    [':x a skos:Concept', ':x a skos:Collection', both(concept, collection, 'S37')],
    [':x a skos:OrderedCollection', ':x a skos:ConceptScheme', both(collection, scheme, 'S37')],
    [':x a skos:ConceptScheme', ':x skos:broader :a', both(scheme, concept, 'S9')],
    [':x a skos:ConceptScheme', ':a skos:related :x', both(scheme, concept, 'S9')],
    [':x a skos:ConceptScheme', ':x skos:closeMatch :a', both(scheme, concept, 'S9')],
    [':x a skos:ConceptScheme', ':x skos:topConceptOf :s', both(scheme, concept, 'S9')],
    [':x a skos:ConceptScheme', ':s skos:hasTopConcept :x', both(scheme, concept, 'S9')],
    [':x a skos:ConceptScheme', ':x skos:member :a', both(scheme, collection, 'S37')],
    [':x skos:narrower :a', ':a skos:inScheme :x', both(concept, scheme, 'S9')],
    [':x skos:narrower :a', ':x skos:hasTopConcept :a', both(concept, scheme, 'S9')],
    [':x skos:narrower :a', ':x skos:memberList ()', both(concept, collection, 'S37')],
  ] as const)
    assert.deepEqual(
      errors(concepts('a'), `${one} .`, `:x skos:prefLabel "X"@en .`, `${other} .`).map((line) =>
        line.slice(line.indexOf(' is ') + 1),
      ),
      [expected],
      `${one}, ${other}`,
    )
  assert.deepEqual(errors(concepts('a'), ':s a skos:ConceptScheme .', ':g skos:member :s .'), [
    'Line 4: <:s> is a concept scheme and a member of <:g>: members are concepts and collections (SKOS S32).',
  ])
})

test('S12: labels are plain words', () => {
  for (const [label, what] of [
    [':b', 'a thing'],
    ['[]', 'a thing'],
    ['5', 'no plain text'],
    ['"B"^^:type', 'no plain text'],
  ])
    for (const [kind, word] of [
      ['prefLabel', 'preferred'],
      ['altLabel', 'alternative'],
      ['hiddenLabel', 'hidden'],
    ])
      assert.deepEqual(errors(concepts('a'), `:a skos:${kind} ${label} .`), [
        `Line 3: the ${word} label of “A” (<:a>) is ${what}: labels are words, such as "Record"@en (SKOS S12).`,
      ])
  assert.deepEqual(errors(concepts('a'), ':a skos:altLabel " "@en .'), [
    'Line 3: “A” (<:a>) has an alternative label without words.',
  ])
})

test('S13: the same words are a label of one kind only', () => {
  assert.deepEqual(errors(concepts('a'), ':a skos:altLabel "A"@en ; skos:hiddenLabel "x" ;', 'skos:altLabel "x" .'), [
    'Line 3: “A” (en) is a label of two kinds of “A” (<:a>): alternative here, and preferred by line 2 (SKOS S13).',
    'Line 3: “x” is a label of two kinds of “A” (<:a>): hidden here, and alternative by line 4 (SKOS S13).',
  ])
  assert.match(
    errors(concepts('a'), ':a xl:hiddenLabel :l . :l xl:literalForm "A"@en .')[0] ?? '',
    /hidden here, and preferred by line 2 \(SKOS S13\)/,
  )
})

test('S14: one preferred label a language, whatever the case of its tag', () => {
  assert.deepEqual(errors(concepts('a'), ':a skos:prefLabel "B"@EN .'), [
    'Line 3: “A” (<:a>) has a second preferred label in the language en: “B” (en), beside “A” (en) of line 2 (SKOS S14).',
  ])
  assert.deepEqual(errors(concepts('a'), ':a skos:prefLabel "B", "C" .', ':a skos:prefLabel "D" .'), [
    'Line 3: “A” (<:a>) has a second preferred label without a language: “C”, beside “B” of line 3 (SKOS S14).',
    'Line 4: “A” (<:a>) has a second preferred label without a language: “D”, beside “B” of line 3 (SKOS S14).',
  ])
  assert.match(errors(concepts('a'), ':s a skos:ConceptScheme ; skos:prefLabel "B"@cy, "C"@cy .')[0] ?? '', /S14/)
})

test('names concepts without a preferred label, and two that share one in a scheme', () => {
  assert.deepEqual(errors(':a a skos:Concept ;', 'skos:altLabel "A" .', '[] a skos:Concept . :b skos:broader :c .'), [
    'Line 2: <:a> has no preferred label.',
    'Line 4: something without an address has no preferred label.',
  ])
  const two = (more: string) =>
    errors(':x a skos:Concept ; skos:prefLabel "R"@en .', ':y a skos:Concept ; skos:prefLabel "R"@en .', more)
  const expected = 'Line 3: “R” (en) is the preferred label of two concepts: <:y>, and <:x> by line 2.'
  assert.deepEqual(two(''), [expected])
  assert.deepEqual(two(':x skos:inScheme :s, :t . :t skos:hasTopConcept :y . :s skos:hasTopConcept :y .'), [expected])
  assert.deepEqual(two(':x skos:inScheme :s . :y skos:topConceptOf :t .'), [])
  assert.deepEqual(two(':x skos:inScheme :s .'), [])
})

test('names broader terms that run in a circle', () => {
  assert.deepEqual(
    errors(concepts('abc'), ':a skos:broader :b .', ':c skos:narrower :b .', ':c skos:broadMatch :a .'),
    ['Line 5: broader terms run in a circle: “A” (<:a>), then “B” (<:b>), then “C” (<:c>), then “A” (<:a>).'],
  )
  assert.deepEqual(errors(concepts('a'), ':a skos:broader :a .'), ['Line 3: “A” (<:a>) is broader than itself.'])
  assert.deepEqual(errors(concepts('ab'), ':a skos:broaderTransitive :b ; skos:narrowerTransitive :b .'), [
    'Line 3: broader terms run in a circle: “A” (<:a>), then “B” (<:b>), then “A” (<:a>).',
  ])
  const many = 'abcdefghijkl'
  const chain = many.split('').map((one, at) => `:${one} skos:narrowMatch :${many[(at + 1) % many.length]} .`)
  assert.match(
    errors(concepts(many), ...chain)[0] ?? '',
    /^Line \d+: broader terms (?:.* then ){8}4 more, then “B” \(<:b>\)\.$/,
  )
})

test('S27: what is related is not broader, also through others', () => {
  const said = (...lines: readonly string[]) =>
    errors(concepts('abc'), ':b skos:broader :a . :c skos:broader :b .', ...lines)
  const pair = (one: string, other: string) =>
    `Line 4: “${one.toUpperCase()}” (<:${one}>) and “${other.toUpperCase()}” (<:${other}>) are related, and one of them is broader than the other, directly or through others: they can be one of these only (SKOS S27).`
  assert.deepEqual(said(':a skos:related :b .'), [pair('a', 'b')])
  assert.deepEqual(said(':c skos:related :a .'), [pair('c', 'a')])
  assert.deepEqual(said(':a skos:relatedMatch :c .'), [pair('a', 'c')])
  assert.deepEqual(said(':a skos:related :d . :a skos:closeMatch :c .'), [])
})

test('S46: what matches exactly is neither broader, narrower nor related, also through others', () => {
  const said = (...lines: readonly string[]) => errors(concepts('abc'), ...lines)
  assert.deepEqual(said(':a skos:exactMatch :b .', ':a skos:broadMatch :b .'), [
    'Line 4: “B” (<:b>) is said to match “A” (<:a>) exactly, and here to be a broader match: it can be one of them only (SKOS S46).',
  ])
  for (const [match, word] of [
    ['narrowMatch', 'narrower'],
    ['relatedMatch', 'related'],
    ['broadMatch', 'broader'],
  ])
    assert.match(
      said(':a skos:exactMatch :b . :c skos:exactMatch :b .', `:a skos:${match} :c .`)[0] ?? '',
      new RegExp(`^Line 4: .* a ${word} match: .*S46`),
    )
  assert.deepEqual(said(':a skos:exactMatch :b .', ':a skos:broadMatch :c ; skos:closeMatch :b .'), [])
})

test('S34, S35: an ordered collection has one list, which ends', () => {
  const said = (...lines: readonly string[]) =>
    errors(concepts('ab'), '@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .', ...lines)
  assert.deepEqual(said(':g skos:memberList (:a), (:b) .', ':g skos:memberList :m . :m rdf:first :a ; rdf:rest () .'), [
    'Line 4: <:g> has a second list of members: it may have one (SKOS S35).',
    'Line 5: <:g> has a second list of members: it may have one (SKOS S35).',
  ])
  for (const list of [
    ':m rdf:first :a ; rdf:rest :m .',
    ':m rdf:first :a .',
    ':m rdf:rest () .',
    ':m rdf:first :a, :b ; rdf:rest () .',
    ':m rdf:first :a ; rdf:rest "x" .',
    '',
  ])
    assert.deepEqual(
      said(':g skos:memberList :m .', list),
      ['Line 4: the list of members of <:g> is no list that ends (SKOS S34).'],
      list,
    )
})

test('names what looks like SKOS and is none', () => {
  assert.deepEqual(
    errors(
      concepts('a'),
      ':a skos:preferredLabel "x" .',
      ':a skos:broader "Records" .',
      ':b a skos:concept .',
      ':a skos:Concept :b .',
      ':b a skos:broader .',
      ':a skos:constructor "x" .',
    ),
    [
      'Line 3: skos:preferredLabel is no word of SKOS (skos:prefLabel may be meant).',
      'Line 4: “A” (<:a>) has words as its skos:broader, where a thing must stand.',
      'Line 5: skos:concept is no word of SKOS (skos:Concept may be meant).',
      'Line 6: skos:Concept is a kind of thing, and says nothing of one.',
      'Line 7: skos:broader is no kind of thing.',
      'Line 8: skos:constructor is no word of SKOS.',
    ],
  )
  const old = '<https://example.gov.uk/a> a <http://www.w3.org/2008/05/skos#Concept> .'
  assert.match(checkGlossary(Buffer.from(old)).errors[0] ?? '', /^The file names no concept of SKOS/)
  assert.match(errors('')[0] ?? '', /no concept of SKOS/)
})

test('says on which line a file is no Turtle, and why', () => {
  for (const [text, expected] of [
    [':a a other:Thing .', 'Line 2: the prefix “other:” is not declared.'],
    [':a skos:broader', 'Line 2: the file ends in the middle of a statement.'],
    ['\n:a skos:prefLabel "A .', 'Line 3: what begins with “"A” has no closing quotation mark.'],
    [
      '<a b> a :c .',
      'Line 2: the address that begins with “<a” has no closing bracket, or a sign in it that an address may not have.',
    ],
    [':a a :b :c .', /^Line 2: a full stop, semicolon or comma is missing/],
    ['@prefix x: <https://example.org/>\n:a a :b .', 'Line 3: a full stop is missing after a declaration.'],
    ['{ :a a :b }', /^Line 2: /],
    ['a :b .', /^Line 2: /],
  ] as const) {
    const { valid, errors: found } = checked(text)
    assert.deepEqual([valid, found.length], [false, 1], text)
    if (typeof expected === 'string') assert.equal(found[0], expected)
    else assert.match(found[0] ?? '', expected)
  }
  assert.deepEqual(checkGlossary(Buffer.from('<?xml version="1.0"?><rdf:RDF/>')).errors, [
    'The file is XML and not Turtle: save the glossary as Turtle.',
  ])
  assert.deepEqual(checkGlossary(Buffer.from('a\n\0')).errors, ['Line 2: a NUL character is no text.'])
  assert.deepEqual(checkGlossary(Buffer.from(' ')).errors, ['The file is empty.'])
  assert.deepEqual(checkGlossary(Buffer.from('caf\xe9', 'latin1')).errors, [
    'The file is not in UTF-8: save it as UTF-8.',
  ])
  assert.deepEqual(checkGlossary(Buffer.from(`\ufeff${HEAD}\r\n${concepts('a')}\r\n`)).valid, true)
})

test('tells a thousand errors, and how many more there are', () => {
  const { errors: found } = checked(...Array.from({ length: 1_003 }, (_, at) => `:c${at} a skos:Concept .`))
  assert.equal(found.length, 1_001)
  assert.equal(found.at(-1), '3 more errors are not listed.')
})

test('names the line of the last word of a statement, whatever stands below it', () => {
  assert.deepEqual(errors(concepts('a'), ':a skos:broader', ':a', ';', '.'), [
    'Line 4: “A” (<:a>) is broader than itself.',
  ])
  assert.deepEqual(errors(concepts('a'), ':a skos:relatedMatch :a .'), [])
})
