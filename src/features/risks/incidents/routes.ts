import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { checkMayChange, seenItem } from '#platform/register/index.ts'
import { formReply, post, type Route, redirect } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { addToLog } from './deeds.ts'
import { logForm } from './forms.ts'
import { incidents } from './register.ts'
import { logPage } from './views.ts'

export const routes: readonly Route[] = [
  post(paths.log(':id'), 'incidents:change', async ({ db, act, params, body, person }) => {
    const id = params.id ?? ''
    if (!isId(id) || !(await seenItem(db, incidents, id, person))) throw new NotFound()
    await checkMayChange(db, incidents, person, id)
    const read = logForm.read(body)
    if (!read.ok) {
      return formReply(logPage(id, read))
    }
    await addToLog(db, act, id, read.value.words)
    return redirect(paths.incident(id), 'It was added to the log')
  }),
]
