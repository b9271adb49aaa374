import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readQuestions } from './index.ts'

const told = async (text: string, name: string): Promise<string> => {
  try {
    const { questions, problems } = await readQuestions(Buffer.from(text), name)
    return `${questions.length} read. ${problems.join(' ')}`
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : ''
  }
}

test('what would take for ever, or all of the memory, is told or refused', async () => {
  const xml = (inside: string) =>
    `<quiz><question type="essay"><questiontext>${inside}</questiontext></question></quiz>`
  for (const [name, text, expected] of [
    ['a.gift', 'x'.repeat(30_000_000), /^0 read\. Line 1 \(question 1\): it has more than 1,000,000 characters/],
    ['a.gift', 'a{T}\n\n'.repeat(20_001), /^UnreadableFile: The file has more than 20,000 questions/],
    ['a.gift', `x {=b${'~a'.repeat(400_000)}}`, /^0 read\. Line 1 \(question 1\): it has more than 1,000 answers/],
    ['a.gift', `x${' '.repeat(900_000)}<a ${'<a '.repeat(30_000)}{T}`, /^1 read/],
    ['a.gift', `[html]x${'&nbsp;'.repeat(100_000)}${'<b>'.repeat(100_000)}y{T}`, /^1 read/],
    ['a.gift', `// ${'[id:'.repeat(200_000)}\nx{T}`, /^1 read/],
    [
      'a.gift',
      `$CATEGORY: ${'c'.repeat(900_000)}\n\n${'x{T}\n\n'.repeat(10_000)}`,
      /^10000 read\. Line 1: the name of the cat/,
    ],
    ['a.xml', xml(`<text>${'x'.repeat(30_000_000)}</text>`), /^UnreadableFile: The file has more than 1,000,000 char/],
    ['a.xml', xml(`<text>x</text><file name="a">${'QUJD'.repeat(7_000_000)}</file>`), /^1 read\. .*“a” \(21 MB\)/],
    ['a.xml', `<quiz>${'<a>'.repeat(5_000_000)}`, /^UnreadableFile: The file has more than 200 levels of nesting/],
    ['a.xml', `<quiz><question type="${'x'.repeat(20_000_000)}"/></quiz>`, /^0 read\. .* kind “x{60}” cannot be read/],
  ] as const)
    assert.match(await told(text, name), expected, text.slice(0, 40))
})
