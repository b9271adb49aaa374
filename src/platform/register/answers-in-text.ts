import { plain } from './sheet.ts'

interface Options {
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

/** The answers of a list with commas between them. An answer may have commas of its own: the longest that fits is taken. */
export function optionsFor({ options }: Options, text: string): string[] {
  const longestFirst = options.toSorted((a, b) => b.text.length - a.text.length)
  const found: string[] = []
  for (let rest = text.trim(); rest !== ''; ) {
    const low = rest.toLowerCase()
    const option = longestFirst.find(({ text: words }) => {
      const after = low.slice(words.length).trimStart()
      return low.startsWith(words.toLowerCase()) && (after === '' || after.startsWith(','))
    })
    const part = option ? rest.slice(0, option.text.length) : (rest.split(',')[0] ?? rest)
    found.push(option?.value ?? optionFor({ options }, part.trim()))
    rest = rest
      .slice(part.length)
      .replace(/^\s*,\s*/, '')
      .trim()
  }
  return found
}

export function optionFor({ options }: Options, text: string): string {
  return options.find((option) => plain(option.text) === plain(text) || option.value === text)?.value ?? text
}

/** The same list as pages say it: answers that have commas of their own are parted by semicolons. */
export function answersInWords({ options }: Options, text: string): string {
  const found = optionsFor({ options }, text).map((one) => options.find(({ value }) => value === one)?.text ?? one)
  return found.join(found.some((one) => one.includes(',')) ? '; ' : ', ')
}
