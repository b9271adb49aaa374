import { SAID_KINDS } from './beside-kinds.content.ts'
import type { SaidKinds } from './beside-shape.ts'
import { fieldOfHeader } from './headers.ts'

type Said = SaidKinds[string]
type Kind = Readonly<Record<Exclude<keyof Said, 'what' | 'must'>, RegExp>> & {
  readonly what: string
  readonly must: readonly RegExp[]
  /** Whether any other header may stand beside the kind's own. */
  readonly isBesideAny: boolean
}

/** What headers say that a table holds. */
export interface KindFound {
  readonly what: string
  /** Whether it has a column of actions all the same. */
  readonly hasActions: boolean
}

/** What can stand beside a plan, as `content/plan-tables-beside.yaml` says it. All words are asked for without capitals and marks. */
export interface BesideKinds {
  readonly ofHeaders: (plain: readonly string[]) => KindFound | null
  /** Whether a header can stand over a column of such a table. */
  readonly isKnown: (plain: string) => boolean
  readonly ofSheet: (plain: string) => string | null
  /** What most labels down the side of a table tell of; `isSure` where one of them can stand for nothing else. */
  readonly ofLabels: (
    plain: readonly string[],
  ) => { readonly what: string; readonly isSure: boolean; readonly isAll: boolean } | null
  /** What colours down the side of a table tell of; `others` are those that are none. */
  readonly ofKeys: (plain: readonly string[]) => { readonly what: string; readonly others: readonly string[] } | null
}

/** So many of the labels must be known ones. */
const MOST_LABELS = 0.7

/** What can stand beside a plan, by the words that tell of it. */
export function besideKinds(said: SaidKinds): BesideKinds {
  const kinds = Object.values(said).map(kindOf)
  const whatWhere = (is: (kind: Kind) => boolean): string | null => kinds.find(is)?.what ?? null
  const isNamed = (header: string): boolean => kinds.some(({ named }) => named.test(header))
  return {
    ofHeaders(plain) {
      const found = kinds
        .flatMap((kind) => [byName(kind, plain, isNamed), byAll(kind, plain)])
        .filter((one) => one !== null)
        .toSorted((one, other) => one.at - other.at)
      const [first] = found
      return first ? { what: first.what, hasActions: first.hasActions } : null
    },
    isKnown: (plain) =>
      kinds.some(({ named, beside, deeds, scores, may }) =>
        [named, beside, deeds, scores, may].some((list) => list.test(plain)),
      ),
    ofSheet: (plain) => whatWhere(({ sheets }) => sheets.test(plain)),
    ofLabels(plain) {
      const countOf = ({ labels }: Kind) => plain.filter((label) => labels.test(label)).length
      const kind = kinds.find((one) => countOf(one) >= plain.length * MOST_LABELS)
      if (!kind) return null
      const isSure = plain.some((label) => kind.surely.test(label))
      return { what: kind.what, isSure, isAll: countOf(kind) === plain.length }
    },
    ofKeys(plain) {
      const kind = kinds.find(({ keys }) => plain.some((key) => keys.test(key)))
      return kind ? { what: kind.what, others: plain.filter((key) => !kind.keys.test(key)) } : null
    },
  }
}

const kindOf = ({ what, must, ...lists }: Said): Kind => ({
  what,
  must: must.map(anyOf),
  isBesideAny: lists.beside.length === 0,
  named: anyOf(lists.named),
  beside: anyOf(lists.beside),
  deeds: anyOf(lists.deeds),
  scores: anyOf(lists.scores),
  may: anyOf([...must.flat(), ...lists.may]),
  surely: anyOf(lists.surely),
  labels: anyOf([...lists.surely, ...lists.labels]),
  keys: anyOf(lists.keys),
  sheets: anyOf(lists.sheets),
})

/** What is one of these words, or of their plurals; `*` stands for whatever else is said. */
function anyOf(these: readonly string[]): RegExp {
  const any = these.map((one) => one.replace(/y$/, '(?:y|ie)').replace('*', '.{0,40}')).join('|')
  return new RegExp(`^(?:${any || '(?!)'})s?$`)
}

interface At extends KindFound {
  /** The column of the header that told. */
  readonly at: number
}

function byName(kind: Kind, plain: readonly string[], isNamed: (header: string) => boolean): At | null {
  const at = plain.findIndex((header) => kind.named.test(header))
  const isBeside = plain.some((header, column) => column !== at && (kind.isBesideAny || kind.beside.test(header)))
  const others = plain.filter((header) => !kind.named.test(header))
  // Recommendations are part of the plan, but for words that name what other tables hold.
  const isRecommended = others.some(
    (header) => fieldOfHeader(header) === 'recommendation' && !isNamed(header) && !kind.scores.test(header),
  )
  if (at < 0 || !isBeside || isRecommended) return null
  const hasActions = others.some((header) => fieldOfHeader(header) === 'action' && !kind.deeds.test(header))
  // Actions that are scored are likelier those of risks.
  return !hasActions || others.some((header) => kind.scores.test(header)) ? { what: kind.what, hasActions, at } : null
}

function byAll({ what, must, may }: Kind, plain: readonly string[]): At | null {
  const told = must.map((one) => plain.findIndex((header) => one.test(header)))
  const isAll = told.length > 0 && !told.includes(-1) && plain.length > 1 && plain.every((header) => may.test(header))
  return isAll ? { what, hasActions: false, at: Math.min(...told) } : null
}

export const BESIDE_KINDS: BesideKinds = besideKinds(SAID_KINDS)
