import { mayEverywhere } from '#platform/access/index.ts'
import { constraintOf } from '#platform/db/index.ts'
import { DOCUMENT_FORMATS, isSane, templateFields } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import { versionIn } from '#platform/form/index.ts'
import { isId, newId } from '#platform/ids.ts'
import type { FieldError } from '#platform/page/index.ts'
import { readDocument, UnreadableFile } from '#platform/reading/index.ts'
import {
  download,
  file,
  formReply,
  get,
  ofWholeBody,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { planChoices } from '../plan-choices.ts'
import { askedDay, asOfForm, dayInQuery, readAsOf } from '../reports/as-of.ts'
import { SECTIONS } from '../reports/sections.ts'
import { PLANS_SEEN } from '../seeing.ts'
import { type Layout, strangers } from './model.ts'
import { endingOf, openData, paperOf, produce, titleOf } from './producing.ts'
import { removeLayout } from './remove-layout.ts'
import { addLayout, changeLayout } from './save-layout.ts'
import { findLayout, layouts } from './store.ts'
import { layoutForm, layoutFormPage, layoutPage, layoutsPage } from './views.ts'

/** A layout lays out plans of any unit, and belongs to none. */
export const routes: readonly Route[] = ofWholeBody('plans:change', [
  get(paths.layouts, 'plans:read', async ({ db, person }) =>
    page(layoutsPage(await layouts(db), mayEverywhere(person, 'plans:change'))),
  ),
  get(`${paths.layouts}/add`, 'plans:change', async (asked) => {
    const plans = await planChoices(asked.db)
    const filled = layoutForm(plans).filled({ length: 'full', sections: SECTIONS.filter((one) => one !== 'annex') })
    return page(layoutFormPage(null, plans, filled))
  }),
  post(`${paths.layouts}/add`, 'plans:change', async (asked) => save(asked, null), { takesFile: true }),
  get(paths.layout(':id'), 'plans:read', show),
  get(`${paths.layout(':id')}/change`, 'plans:change', async (asked) => {
    const layout = await found(asked)
    const plans = await planChoices(asked.db)
    const { name, introduction, isSummary, sections, planIds } = layout
    const filled = layoutForm(plans).filled({
      name,
      introduction,
      length: isSummary ? 'summary' : 'full',
      sections,
      plans: planIds ?? [],
    })
    return page(layoutFormPage(layout, plans, filled))
  }),
  post(`${paths.layout(':id')}/change`, 'plans:change', async (asked) => save(asked, await found(asked)), {
    takesFile: true,
  }),
  post(`${paths.layout(':id')}/template`, 'plans:change', async (asked) => {
    const layout = await found(asked)
    await changeLayout(asked.db, asked.act, { ...layout, template: null, templateName: null })
    return redirect(paths.layout(layout.id), 'The template was taken off')
  }),
  post(`${paths.layout(':id')}/end`, 'plans:change', async (asked) => {
    const { id } = await found(asked)
    await removeLayout(asked.db, asked.act, id)
    return redirect(paths.layouts, 'The layout was removed')
  }),
  ...DOCUMENT_FORMATS.map(({ ending, type }) =>
    download(`${paths.layout(':id')}/report.${ending}`, 'plans:read', PLANS_SEEN, async (asked) => {
      const layout = await found(asked)
      const asOf = askedDay(asked)
      return file(`report-${asOf}.${ending}`, type, await produce(asked, layout, asOf, ending))
    }),
  ),
  download(`${paths.layout(':id')}/report.csv`, 'plans:read', PLANS_SEEN, async (asked) => {
    const layout = await found(asked)
    return openData(asked, layout.planIds, askedDay(asked))
  }),
])

async function found({ db, params }: PersonRequest): Promise<Layout> {
  const id = params.id ?? ''
  const layout = isId(id) ? await findLayout(db, id) : null
  if (!layout) throw new NotFound()
  return layout
}

/** Looks at a template before it is kept. Answers what is wrong with it, or null. */
async function templateProblem({ name, bytes }: NonNullable<PersonRequest['file']>): Promise<string | null> {
  const ending = endingOf(name)
  if (!ending) return 'The template must be an ODT or a DOCX'
  try {
    // Read in a process of its own first: what is damaged, locked, or made to burst is refused there.
    const { format } = await readDocument(bytes, name)
    if (!(await isSane(bytes)))
      return 'The template is too large when it is unpacked. Remove its pictures and try again.'
    if (format !== ending) return `The file is called ${ending.toUpperCase()} and is none`
    return strangers(await templateFields(ending, bytes))
  } catch (error) {
    if (error instanceof UnreadableFile) return `${error.message} ${error.advice}`
    throw error
  }
}

async function save(asked: PersonRequest, before: Layout | null): Promise<Reply> {
  const { db, blobs, act, body, person } = asked
  const plans = await planChoices(asked.db)
  const read = layoutForm(plans).read(body)
  const upload = asked.file && asked.file.bytes.length > 0 ? asked.file : null
  const problem = upload ? await templateProblem(upload) : null
  const errors: FieldError[] = [...read.errors, ...(problem ? [{ field: 'file', message: problem }] : [])]
  const again = (some: readonly FieldError[]) =>
    page(layoutFormPage(before, plans, { values: body, errors: some }), 422)
  if (!read.ok || errors.length > 0) return again(errors)
  const kept = upload ? await blobs.keep(upload.bytes) : null
  const { name, introduction, length, sections, plans: planIds } = read.value
  const layout: Layout = {
    id: before?.id ?? newId(asked.act.at.getTime()),
    version: before ? versionIn(body) : 1,
    name,
    introduction,
    isSummary: length === 'summary',
    sections: SECTIONS.filter((section) => sections.includes(section)),
    planIds: planIds.length > 0 ? planIds : null,
    template: kept?.digest ?? before?.template ?? null,
    templateName: upload?.name ?? before?.templateName ?? null,
  }
  try {
    await (before ? changeLayout(db, act, layout, kept) : addLayout(db, act, person.id, layout, kept))
  } catch (error) {
    if (constraintOf(error) === 'report_layout_name')
      return again([{ field: 'name', message: 'There is a layout with this name already' }])
    throw error
  }
  return redirect(paths.layout(layout.id), 'The layout was saved')
}

async function show(asked: PersonRequest): Promise<Reply> {
  const layout = await found(asked)
  const { asOf, state } = readAsOf(asked)
  const [{ paper }, titles] = await Promise.all([paperOf(asked, layout, asOf), titleOf(asked, layout.planIds)])
  const query = dayInQuery(asOf)
  const files = [
    ...DOCUMENT_FORMATS.map(({ ending, name }) => ({
      href: `${paths.layout(layout.id)}/report.${ending}${query}`,
      name: layout.templateName && endingOf(layout.templateName) === ending ? `${name}, in your template` : name,
    })),
    { href: `${paths.layout(layout.id)}/report.csv${query}`, name: 'Open data (CSV), every action' },
  ]
  const view = layoutPage(
    layout,
    titles,
    files,
    { state, control: asOfForm(asked.today).control('on', state) },
    mayEverywhere(asked.person, 'plans:change'),
    paper,
  )
  return formReply(view)
}
