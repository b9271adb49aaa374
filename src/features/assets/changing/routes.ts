import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { checkMayChange } from '#platform/register/index.ts'
import { formReply, get, type PersonRequest, page, post, type Route, redirect } from '#platform/web/index.ts'
import { isChange } from '../model.ts'
import { paths } from '../paths.ts'
import { places } from '../place-registers.ts'
import { checkForm } from './forms.ts'
import { answerCheck, placeOf } from './store.ts'
import { type Checked, checkPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.check(':id', ':change'), 'assets:change', async (asked) =>
    page(checkPage(await found(asked), { values: {}, errors: [] })),
  ),
  post(paths.check(':id', ':change'), 'assets:change', async (asked) => {
    const place = await found(asked)
    const read = checkForm(place.change).read(asked.body)
    if (!read.ok) return formReply(checkPage(place, read))
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

async function found({ db, params, person }: PersonRequest): Promise<Checked> {
  const [id, change] = [params.id ?? '', params.change ?? '']
  if (!isId(id) || !isChange(change)) throw new NotFound()
  const place = await placeOf(db, id)
  if (!place) throw new NotFound()
  await checkMayChange(db, places, person, id)
  return { ...place, change }
}
