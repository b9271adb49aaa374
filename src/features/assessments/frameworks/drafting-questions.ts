import { NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { type PersonRequest, page, type Reply } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import type { FrameworkQuestion } from '../scoring/model.ts'
import { backOf, codesIn, numberOf, type Saved, statusOf } from './drafting-parts.ts'
import { indicatorsFromLines, putQuestion } from './edit.ts'
import { filledQuestion, questionForm } from './forms.ts'
import type { StoredFramework } from './store.ts'
import { editPage, questionControls } from './views.ts'

export const newQuestion = (code: string): FrameworkQuestion => ({
  code,
  text: 'First question?',
  weight: 1,
  of: 'unit',
  systems: 'worst',
})

function questionAt({ content }: StoredFramework, code: string | undefined) {
  for (const section of content.sections) {
    const question = section.questions.find((one) => one.code === code)
    if (question) return { section: section.code, question }
  }
  return null
}

export function showQuestion({ params, query }: PersonRequest, draft: StoredFramework, state?: FormState): Reply {
  const at = questionAt(draft, params.code)
  if (!at && params.code !== 'add') throw new NotFound()
  const {
    main,
    levels,
    state: filled,
  } = filledQuestion(draft.content, at?.section ?? firstValue(query, 'section'), at?.question ?? null)
  const shown = state ?? filled
  const view = editPage(
    {
      title: at ? 'Change a question' : 'Add a question',
      caption: draft.name,
      action: paths.frameworkQuestion(draft.id, params.code ?? ''),
      back: backOf(draft),
    },
    questionControls(main, levels, shown),
    draft.edition,
    shown.errors,
  )
  return page(view, statusOf(state))
}

export function saveQuestion(asked: PersonRequest, draft: StoredFramework): Saved {
  const { content } = draft
  const at = questionAt(draft, asked.params.code)
  const { main, levels } = questionForm(content, at?.question ?? null)
  const [read, described] = [main.read(asked.body), levels.read(asked.body)]
  if (!read.ok || !described.ok)
    return showQuestion(asked, draft, { values: asked.body, errors: [...read.errors, ...described.errors] })
  const refuse = (field: string, message: string) =>
    showQuestion(asked, draft, { values: asked.body, errors: [{ field, message }] })
  const { section, code, text, guidance, scale, weight, target, of, kinds, was, table, indicators: lines } = read.value
  if (questionAt(draft, code ?? '') && code !== at?.question.code)
    return refuse('code', 'Another question has this code')
  const indicators = indicatorsFromLines(lines ?? '')
  if (typeof indicators === 'string') return refuse('indicators', indicators)
  const words = Object.entries(described.value).flatMap(([name, value]) =>
    value ? [[name.slice('level-'.length), value] as const] : [],
  )
  const asks = codesIn(kinds)
  const { for: before } = at?.question ?? {}
  return {
    changed: putQuestion(content, at?.question.code ?? null, section ?? '', {
      ...at?.question,
      code: code ?? '',
      text: text ?? '',
      guidance: guidance ?? undefined,
      scale: scale === content.scale ? undefined : (scale ?? undefined),
      weight: numberOf(weight) ?? 1,
      target: numberOf(target),
      of: of === 'system' ? 'system' : 'unit',
      systems: at?.question.systems ?? 'worst',
      for:
        asks.length > 0
          ? { others: 'not', ...before, kinds: asks }
          : before?.units
            ? { ...before, kinds: undefined }
            : undefined,
      was: was ? codesIn(was) : undefined,
      levels: words.length > 0 ? Object.fromEntries(words) : undefined,
      table: table || undefined,
      indicators,
    }),
  }
}
