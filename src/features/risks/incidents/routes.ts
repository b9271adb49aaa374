import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { govukButton, heading, html, postForm, twoThirds } from '#platform/page/index.ts'
import { seenItem } from '#platform/register/index.ts'
import { page, post, type Route, redirect } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { addToLog } from './deeds.ts'
import { logForm } from './panel.ts'
import { incidents } from './register.ts'

export const routes: readonly Route[] = [
  post(paths.log(':id'), 'incidents:change', async ({ db, act, params, body, person }) => {
    const id = params.id ?? ''
    if (!isId(id) || !(await seenItem(db, incidents, id, person))) throw new NotFound()
    const read = logForm.read(body)
    if (!read.ok) {
      const view = {
        title: 'Add to the log',
        back: { href: paths.incident(id) },
        errors: read.errors,
        content: twoThirds(
          html`${heading('Add to the log')}${postForm(paths.log(id), [logForm.controls(read), govukButton({ text: 'Add to the log', preventDoubleClick: true })])}`,
        ),
      }
      return page(view, 422)
    }
    await addToLog(db, act, id, read.value.words)
    return redirect(paths.incident(id), 'It was added to the log')
  }),
]
