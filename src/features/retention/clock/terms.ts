import { type Age, ageFrom } from './ages.ts'
import { amountFrom, type Length, lengthFrom, wholeYears } from './lengths.ts'
import type { Period, Step } from './model.ts'
import { agree, isNeutral, type Trigger, triggerFrom } from './triggers.ts'
import { type NamedYear, yearFrom } from './years.ts'

/** One thing that the words of a period name; a pointer names the event again and adds nothing. */
type Term =
  | { readonly is: 'length'; readonly length: Length }
  | { readonly is: 'number'; readonly amount: number }
  | { readonly is: 'age'; readonly age: Age }
  | { readonly is: 'year'; readonly year: NamedYear }
  | { readonly is: 'event'; readonly trigger: Trigger }
  | { readonly is: 'pointer' }

/** What leads to an event with which a period ends. */
const ENDS_WITH = /^(?:until|till|while|whilst|on|upon|when|once|as long as|for as long as|for the) /

/** What is kept as long as it holds ends with the trigger, whatever that is called. */
const IN_FORCE =
  /^(?:while|whilst|as long as|for as long as|until no longer) (?:it is |they are |still )?(?:current|in force|in use|active|valid|live)$/

/** What stands between terms, and whether the one behind it comes after or before. */
const JOINTS: readonly (readonly [RegExp, 'onwards' | 'backwards'])[] = [
  [/,? (?:(?:and )?then to|to|rounded up to|until|and then until) (?=(?:the )?(?:end|close) of )/g, 'onwards'],
  [/,? (?:plus|and|then|and then|with) /g, 'onwards'],
  [
    /,? (?:after|from|following|since|beyond|past|starting from|starting with|starting at|counted from|commencing) /g,
    'backwards',
  ],
  [/ of (?=(?:closure|creation|birth)$)/g, 'backwards'],
]

const JOINING = /\b(?:plus|and|then|with|to|until|after|from|following|since|beyond|past|starting|commencing|of)\b/g

/** The terms of a period in the order in which they come: `6 years after closure` has the closure first. Null where a word has no place. */
function termsFrom(text: string): readonly Term[] | null {
  const one = termFrom(text)
  if (one) return [one]
  const years = yearsOfAKind(text)
  if (years) return years
  for (const [joint, order] of JOINTS)
    for (const found of text.matchAll(joint)) {
      const [left, right] = [text.slice(0, found.index), text.slice(found.index + found[0].length)]
      const [before, after] = [termsFrom(left), termsFrom(right)]
      // The end of a year after an event may be that of its own year, or of the next.
      const isClear = order === 'onwards' || before?.some(({ is }) => is === 'length' || is === 'number')
      if (before && after && isClear) return order === 'onwards' ? [...before, ...after] : [...after, ...before]
    }
  const event = eventFrom(text)
  return event && [event]
}

function termFrom(text: string): Term | null {
  const length = lengthFrom(text)
  if (length) return { is: 'length', length }
  const amount = amountFrom(text)
  if (amount !== null && Number.isInteger(amount)) return { is: 'number', amount }
  const age =
    ageFrom(text.replace(ENDS_WITH, '')) ?? ageFrom(text.replace(/^to (?=age)/, '').replace(/^until (?=\d+$)/, 'age '))
  if (age !== null) return { is: 'age', age }
  if (IN_FORCE.test(text)) return { is: 'pointer' }
  const year = yearFrom(text.replace(/^until /, ''))
  if (year && (year.of === null || innerOf(year.of) !== null)) return { is: 'year', year }
  return isNeutral(text.replace(ENDS_WITH, '')) ? { is: 'pointer' } : null
}

/** An event alone, or with the words that say that a period ends with it. Two events in one are none. */
function eventFrom(text: string): Term | null {
  if (/ (?:and|plus|then|after|following|since|from) |,|\d/.test(text)) return null
  const named = text.replace(ENDS_WITH, '').replace(/^current$/, '')
  const trigger = triggerFrom(/^(?:life|lifetime|duration|term) of /.test(named) ? `end of ${named}` : named)
  return trigger && trigger.year === null ? { is: 'event', trigger } : null
}

/** `6 financial years` are so many whole ones after that of the event. */
const YEARS_OF_A_KIND =
  /^(.+?) (?:(?:full|complete|whole) )?((?:financial|fiscal|accounting|academic|school|tax) years?)$/

function yearsOfAKind(text: string): readonly Term[] | null {
  const [, amount = '', words = ''] = YEARS_OF_A_KIND.exec(text) ?? []
  const [count, year] = [amountFrom(amount), yearFrom(`current ${words.replace(/s$/, '')}`)]
  const length = count === null ? null : wholeYears(count)
  return (
    length &&
    year && [
      { is: 'year', year },
      { is: 'length', length },
    ]
  )
}

/** What is done to a day in turn by a period in plain words, and from what it says that it runs; null where a word has no place in it. */
export function stepsFrom(text: string): Pick<Period, 'steps' | 'own'> | null {
  // `current` stands for the year only beside so many others.
  if (text === 'current') return null
  // No schedule joins more; each joint that is tried doubles the work.
  if ((text.match(JOINING)?.length ?? 0) > 6) return null
  const terms = termsFrom(text)
  return terms && assembled(terms, text)
}

/** Each kind of term once at most; years that run at the time of the event come first, and an age before all. */
function assembled(terms: readonly Term[], text: string): Pick<Period, 'steps' | 'own'> | null {
  const inner = terms.flatMap((term) =>
    term.is === 'year' && term.year.of !== null ? (innerOf(term.year.of) ?? []) : [],
  )
  const all = [...inner, ...terms]
  const owns = all.flatMap((term) => (term.is === 'event' ? [term.trigger] : []))
  const steps = stepsOf(all, owns[0] ?? null)
  const once = (['age', 'year', 'length'] as const).every(
    (does) => (steps?.filter((step) => step.does === does).length ?? 2) <= 1,
  )
  const [own = null, ...others] = owns
  if (!steps || !once || others.some((other) => own && !agree(own, other))) return null
  // `closure` alone says no period: `until closure` does.
  const endsWithIt = ENDS_WITH.test(text) && (own !== null || terms.every(({ is }) => is === 'pointer'))
  return steps.length === 0 && !endsWithIt ? null : { steps, own }
}

/** What lies in a year: nothing that is named, an age, or an event; null where it is neither. */
function innerOf(of: string): readonly Term[] | null {
  if (isNeutral(of)) return []
  const age = ageFrom(of)
  const event = age === null ? eventFrom(of) : null
  return age !== null ? [{ is: 'age', age }] : event && [event]
}

function stepsOf(terms: readonly Term[], own: Trigger | null): readonly Step[] | null {
  const ofYears = own?.kind === 'birth' || terms.some(({ is }) => is === 'year')
  const placed = terms.flatMap((term): Placed[] => {
    if (term.is === 'length') return [{ step: { does: 'length', length: term.length }, place: 2 }]
    // A bare number is one of years only beside a year or a birth.
    if (term.is === 'number') return [{ step: ofYears ? inYears(term.amount) : null, place: 2 }]
    if (term.is === 'age') return [{ step: { does: 'age', age: term.age }, place: 0 }]
    if (term.is !== 'year') return []
    const { kind, isTaken, isCurrent } = term.year
    return [{ step: { does: 'year', kind, isTaken }, place: isCurrent ? 1 : 2 }]
  })
  const steps = placed.toSorted((one, other) => one.place - other.place).flatMap(({ step }) => step ?? [])
  return steps.length < placed.length ? null : steps.filter((step, index) => !isSameYear(steps[index - 1], step))
}

/** A step, and whether it comes first, second, or where it stands. */
interface Placed {
  readonly step: Step | null
  readonly place: 0 | 1 | 2
}

/** A year that is named twice in a row is one. */
const isSameYear = (before: Step | undefined, step: Step): boolean =>
  before?.does === 'year' && step.does === 'year' && before.kind === step.kind

function inYears(amount: number): Step | null {
  const length = wholeYears(amount)
  return length && { does: 'length', length }
}
