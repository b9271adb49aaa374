import { Conflict, NotFound } from '#platform/errors.ts'
import { type FormState, firstValue } from '#platform/form/index.ts'
import { get, orAgain, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import type { Framework } from '../scoring/model.ts'
import { frameworkOf } from '../scoring/read.ts'
import { saveDraft } from './deeds.ts'
import { backOf, codesIn, numberOf, type Save, type Saved, type Show, statusOf } from './drafting-parts.ts'
import { newQuestion, saveQuestion, showQuestion } from './drafting-questions.ts'
import { type Move, moveQuestion, moveSection, putSection, ruleFromKey, scaleFromLines } from './edit.ts'
import { factsForm, filledFacts, filledScale, filledSection, scaleForm, sectionForm, textForm } from './forms.ts'
import { frameworkFromText } from './reading.ts'
import { foundFramework, type StoredFramework } from './store.ts'
import { editionOf, editPage } from './views.ts'
import { frameworkText } from './write.ts'

const EMPTY: FormState = { values: {}, errors: [] }

/** Pages on which a draft is changed. */
export const draftingRoutes: readonly Route[] = [
  ...editing(paths.frameworkFacts, showFacts, saveFacts),
  ...editing(paths.frameworkScale, showScale, saveScale),
  ...editing(paths.frameworkText, showText, saveText),
  ...editing((id) => paths.frameworkSection(id, ':code'), showSection, saveSection),
  ...editing((id) => paths.frameworkQuestion(id, ':code'), showQuestion, saveQuestion),
  post(`${paths.frameworkSection(':id', ':code')}/move`, 'assessments:run', (asked) => moveIn(asked, moveSection)),
  post(`${paths.frameworkQuestion(':id', ':code')}/move`, 'assessments:run', (asked) => moveIn(asked, moveQuestion)),
]

/** A page of a draft that shows a form, and takes it. */
function editing(path: (id: string) => string, show: Show, save: Save): Route[] {
  return [
    get(path(':id'), 'assessments:run', async (asked) => show(asked, await foundDraft(asked))),
    post(path(':id'), 'assessments:run', async (asked) => {
      // What was published meanwhile is refused by the deed, which has the form to give back.
      const draft = await foundFramework(asked.db, asked.params.id)
      const saved = await save(asked, draft)
      return 'changed' in saved ? keep(asked, draft, saved.changed, show) : saved
    }),
  ]
}

/** Keeps a changed draft, if it still has the shape of a framework. */
async function keep(asked: PersonRequest, draft: StoredFramework, changed: Framework, show: Show): Promise<Reply> {
  const { framework, problems } = frameworkOf(changed)
  if (!framework) {
    const message = problems[0]?.message ?? 'It is not a framework any more'
    return show(asked, draft, { values: asked.body, errors: [{ field: 'code', message }] })
  }
  return orAgain(
    asked,
    async () => {
      await saveDraft(asked.db, asked.act, draft.id, editionOf(asked.body) || draft.edition, framework)
      return redirect(paths.framework(draft.id), 'The draft was saved')
    },
    (state) => show(asked, draft, state),
  )
}

/** A framework that can still be changed. */
export async function foundDraft({ db, params }: PersonRequest): Promise<StoredFramework> {
  const stored = await foundFramework(db, params.id)
  if (stored.state !== 'draft')
    throw new Conflict('A published framework does not change', 'Draft its next version, and change that.')
  return stored
}

function showFacts(_: PersonRequest, draft: StoredFramework, state?: FormState): Reply {
  const shown = state ?? filledFacts(draft.content)
  const view = editPage(
    { title: 'Facts and rules', caption: draft.name, action: paths.frameworkFacts(draft.id), back: backOf(draft) },
    factsForm(draft.content).controls(shown),
    draft.edition,
    shown.errors,
  )
  return page(view, statusOf(state))
}

function saveFacts(asked: PersonRequest, draft: StoredFramework): Saved {
  const { content } = draft
  const read = factsForm(content).read(asked.body)
  if (!read.ok) return showFacts(asked, draft, read)
  const { name, version, about, source, section, overall, target, threshold, evidence, dropped } = read.value
  return {
    changed: {
      ...content,
      name,
      version,
      about: about ?? undefined,
      source: source ?? undefined,
      rules: {
        section: ruleFromKey(section ?? '', content.rules.section),
        overall: ruleFromKey(overall ?? '', content.rules.overall),
      },
      target: numberOf(target),
      threshold: numberOf(threshold),
      evidence: evidence === 'lower' ? 'lower' : 'say',
      replaces: content.replaces ? { ...content.replaces, dropped: codesIn(dropped) } : undefined,
    },
  }
}

function showScale(_: PersonRequest, draft: StoredFramework, state?: FormState): Reply {
  const shown = state ?? filledScale(draft.content)
  const view = editPage(
    { title: 'Scale', caption: draft.name, action: paths.frameworkScale(draft.id), back: backOf(draft) },
    scaleForm.controls(shown),
    draft.edition,
    shown.errors,
  )
  return page(view, statusOf(state))
}

function saveScale(asked: PersonRequest, draft: StoredFramework): Saved {
  const { content } = draft
  const read = scaleForm.read(asked.body)
  if (!read.ok) return showScale(asked, draft, read)
  const scale = scaleFromLines(read.value.levels, content.scales[content.scale], read.value.notApplicable.length > 0)
  if (typeof scale === 'string')
    return showScale(asked, draft, { values: asked.body, errors: [{ field: 'levels', message: scale }] })
  return { changed: { ...content, scales: { ...content.scales, [content.scale]: scale } } }
}

function showText(_: PersonRequest, draft: StoredFramework, state?: FormState): Reply {
  const shown = state ?? textForm.filled({ text: frameworkText(draft.content) })
  const view = editPage(
    { title: 'The framework as text', caption: draft.name, action: paths.frameworkText(draft.id), back: backOf(draft) },
    textForm.controls(shown),
    draft.edition,
    shown.errors,
  )
  return page(view, statusOf(state))
}

async function saveText(asked: PersonRequest, draft: StoredFramework): Promise<Saved> {
  const read = textForm.read(asked.body)
  if (!read.ok) return showText(asked, draft, read)
  const { framework, problems } = await frameworkFromText(read.value.text)
  if (framework) return { changed: framework }
  const errors = problems
    .slice(0, 10)
    .map(({ message, line }) => ({ field: 'text', message: line === null ? message : `Line ${line}: ${message}` }))
  return showText(asked, draft, { values: asked.body, errors })
}

function showSection({ params }: PersonRequest, draft: StoredFramework, state?: FormState): Reply {
  const section = draft.content.sections.find(({ code }) => code === params.code)
  if (!section && params.code !== 'add') throw new NotFound()
  const shown = state ?? (section ? filledSection(section) : EMPTY)
  const view = editPage(
    {
      title: section ? 'Change a section' : 'Add a section',
      caption: draft.name,
      action: paths.frameworkSection(draft.id, params.code ?? ''),
      back: backOf(draft),
    },
    sectionForm.controls(shown),
    draft.edition,
    shown.errors,
  )
  return page(view, statusOf(state))
}

function saveSection(asked: PersonRequest, draft: StoredFramework): Saved {
  const { content } = draft
  const before = content.sections.find(({ code }) => code === asked.params.code)
  const read = sectionForm.read(asked.body)
  if (!read.ok) return showSection(asked, draft, read)
  const { code, name, about, weight, target } = read.value
  if (content.sections.some((one) => one.code === code && one !== before))
    return showSection(asked, draft, {
      values: asked.body,
      errors: [{ field: 'code', message: 'Another section has this code' }],
    })
  // A section asks one question at least: a new one begins with one that is to be changed.
  const questions = before?.questions ?? [newQuestion(`${code}1`)]
  return {
    changed: putSection(content, before?.code ?? null, {
      ...before,
      code,
      name,
      about: about ?? undefined,
      weight: numberOf(weight) ?? 1,
      target: numberOf(target),
      questions,
    }),
  }
}

async function moveIn(
  asked: PersonRequest,
  deed: (framework: Framework, code: string, move: Move) => Framework,
): Promise<Reply> {
  const draft = await foundDraft(asked)
  const wanted = firstValue(asked.body, 'move')
  const move = (['up', 'down', 'remove'] as const).find((one) => one === wanted)
  if (!move) throw new NotFound()
  const changed = deed(draft.content, asked.params.code ?? '', move)
  if (changed.sections.length === 0)
    throw new Conflict('A framework has one question at least', 'Add another before you remove this one.')
  await saveDraft(asked.db, asked.act, draft.id, draft.edition, changed)
  return redirect(paths.framework(draft.id), move === 'remove' ? 'It was removed from the draft' : 'It was moved')
}
