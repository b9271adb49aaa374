import { sql } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type Field, type FormState, form, radios, text, YES_NO } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { govukButton, heading, html, postForm, twoThirds, type View } from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Route, redirect } from '#platform/web/index.ts'
import { CHANGES, type Change, isChange } from '../model.ts'
import { paths } from '../paths.ts'
import { checklist } from './checklist.ts'
import { answerCheck } from './store.ts'

const ANSWERS = [...YES_NO, { value: 'n/a', text: 'Does not apply' }]

function checkForm(change: Change) {
  const questions: Record<string, Field<string | null>> = Object.fromEntries(
    checklist(change).map(({ code, text: words, must }) => [
      code,
      radios({
        label: words,
        ...(must ? { hint: 'It holds the change up as long as the answer is no' } : {}),
        required: `Answer: ${words}`,
        options: ANSWERS,
        isInline: true,
      }),
    ]),
  )
  return form({
    ...questions,
    note: text({
      label: 'Note',
      hint: 'Where the evidence is, or why something does not apply',
      lines: 3,
      most: 5_000,
    }),
  })
}

export const routes: readonly Route[] = [
  get(paths.check(':id', ':change'), 'assets:change', async (asked) =>
    page(checkPage(await found(asked), { values: {}, errors: [] })),
  ),
  post(paths.check(':id', ':change'), 'assets:change', async (asked) => {
    const place = await found(asked)
    const read = checkForm(place.change).read(asked.body)
    if (!read.ok) return page(checkPage(place, read), 422)
    const { note = null, ...given } = read.value as Record<string, string | null>
    const answers = Object.fromEntries(Object.entries(given).map(([code, answer]) => [code, answer ?? 'no']))
    const passed = await answerCheck(asked.db, asked.act, place.id, place.change, answers, note)
    return redirect(
      paths.place(place.id),
      passed
        ? 'The checklist is answered: the change can be made'
        : 'The checklist is answered. Something still holds the change up',
    )
  }),
]

interface Checked {
  readonly id: string
  readonly name: string
  readonly change: Change
}

async function found({ db, params }: PersonRequest): Promise<Checked> {
  const [id, change] = [params.id ?? '', params.change ?? '']
  if (!isId(id) || !isChange(change)) throw new NotFound()
  const place = await db.maybe<{ id: string; name: string }>(sql`select id, name from assets.place where id = ${id}`)
  if (!place) throw new NotFound()
  return { ...place, change }
}

function checkPage({ id, name, change }: Checked, state: FormState): View {
  return {
    title: `Continuity checklist: ${CHANGES[change].text}`,
    back: { href: paths.place(id), text: 'Back to the place' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(`Continuity checklist: ${CHANGES[change].text}`, name)}${postForm(paths.check(id, change), [checkForm(change).controls(state), govukButton({ text: 'Save the answers', preventDoubleClick: true })])}`,
    ),
  }
}
