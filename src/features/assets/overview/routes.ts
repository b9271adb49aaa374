import { may } from '#platform/access/index.ts'
import { pictureWithTable } from '#platform/charts/index.ts'
import { sql } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { countIn } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, listAsAsked, listRoutes, tableRoutes } from '#platform/listing/index.ts'
import { counts, govukInsetText, heading, html, link } from '#platform/page/index.ts'
import { get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { capital } from '#platform/words.ts'
import { paths } from '../paths.ts'
import { entries, totals } from '../store.ts'
import { type Flow, flowOf } from './flow.ts'
import { gapListing } from './gaps.ts'
import { flowPicture } from './picture.ts'

export const routes: readonly Route[] = [
  get(paths.home, 'assets:read', async ({ db, today, person }) => {
    const figures = await totals(db, today)
    const ways = [
      [paths.assets, 'Information assets', 'what is held, why, and who answers for it'],
      [paths.mine, 'Your assets', 'those that you own: confirm them, or put them right'],
      [paths.gaps, 'Incomplete entries', 'by what is missing'],
      [paths.places, 'Places', 'systems, shared drives, mailboxes, paper stores, websites and datasets'],
      [paths.boxes, 'Boxes', 'of paper, by series'],
      [paths.agreements, 'Sharing agreements', 'with whom, for what, until when'],
      [paths.kept, 'Places of assets', 'where each asset lives'],
      [paths.used, 'Uses of assets by other units', 'which other units use an asset, and for what'],
      [paths.duties, 'Duties on assets', 'who holds which role for one asset, besides its owner'],
      [paths.shared, 'Exchanges', 'which asset is shared under which agreement'],
      [paths.dependencies, 'Dependencies', 'assets that cannot be used without others'],
      [paths.reviews, 'Reviews of information assets', 'in which owners confirm their entries'],
      ['/shares', 'Shared drives', 'what is on them, in which formats, and what is at risk'],
    ] as const
    return page({
      title: 'Information',
      content: html`${heading('Information')}${counts([
        {
          number: figures.assets,
          label: { one: 'information asset', more: 'information assets' },
          href: `${paths.assets}?standing=held`,
        },
        {
          number: figures.ownerless,
          label: 'without an owner',
          href: `${paths.gaps}?gap=owner`,
          alert: figures.ownerless > 0,
        },
        {
          number: figures.unconfirmed,
          label: 'not confirmed in the last half year',
          href: `${paths.gaps}?gap=stale`,
          alert: figures.unconfirmed > 0,
        },
        { number: figures.places, label: { one: 'place', more: 'places' }, href: `${paths.places}?standing=there` },
        {
          number: figures.agreementsDue,
          label: { one: 'agreement past its review', more: 'agreements past their review' },
          href: `${paths.agreements}?review=overdue`,
          alert: figures.agreementsDue > 0,
        },
      ])}<ul class="govuk-list">${ways.filter(([href]) => href !== '/shares' || may(person, 'shares:read')).map(([href, text, about]) => html`<li>${link(href, text)} – ${about}</li>`)}</ul>`,
    })
  }),
  get(paths.gaps, 'assets:read', async (asked) => {
    const list = await listAsAsked(asked, gapListing(asked.today), {
      path: paths.gaps,
      caption: 'Incomplete entries',
    })
    return page({
      title: 'Incomplete entries',
      back: { href: paths.home, text: 'Back to information' },
      content: html`${heading('Incomplete entries')}${list}`,
    })
  }),
  ...listRoutes(paths.gaps, 'assets:read', gapListing),
  get(paths.flow(':id'), 'assets:read', async (asked) => {
    const { asset, flow, steps } = await flowFor(asked)
    const title = `Where ${asset.name} lives and flows`
    const further = [1, 2, 3].map(
      (step) =>
        html`${step > 1 ? ', ' : ''}${step === steps ? html`<strong>${step}</strong>` : link(`${paths.flow(asset.id)}?steps=${step}`, String(step), step === 1 ? 'step' : 'steps')}`,
    )
    const names = new Map(flow.nodes.map((node) => [node.key, node]))
    const rows = flow.links.map(({ from, to, words }) => {
      const [a, b] = [names.get(from), names.get(to)]
      return [a ? link(a.href, a.name) : '', capital(words), b ? link(b.href, b.name) : '']
    })
    return page({
      title,
      back: { href: paths.asset(asset.id), text: 'Back to the asset' },
      content: html`${heading(`Where ${asset.name} lives and flows`)}<p class="govuk-body m-no-print">Steps outward: ${further}</p>${flow.isCut ? govukInsetText({ text: 'There is more than fits a picture: the first 600 links are shown.' }) : null}${
        rows.length === 0
          ? html`<p class="govuk-body">Nothing is on record yet.</p>`
          : pictureWithTable({
              id: 'flow',
              title: 'The picture',
              picture: flowPicture(flow, title),
              columns: [{ text: 'From' }, { text: 'How' }, { text: 'To' }],
              rows,
              below: downloads('Download every link', `${paths.flow(asset.id)}/table`, `?steps=${steps}`),
            })
      }`,
    })
  }),
  ...tableRoutes(`${paths.flow(':id')}/table`, 'assets:read', async (asked) => {
    const { asset, flow } = await flowFor(asked)
    const names = new Map(flow.nodes.map((node) => [node.key, node]))
    return {
      title: `Flow of ${asset.name}`,
      headers: ['From', 'Kind', 'How', 'To', 'Kind'],
      rows: flow.links.map(({ from, to, words }) => [
        names.get(from)?.name ?? '',
        names.get(from)?.kind ?? '',
        words,
        names.get(to)?.name ?? '',
        names.get(to)?.kind ?? '',
      ]),
    }
  }),
]

async function flowFor({
  db,
  params,
  query,
}: PersonRequest): Promise<{ asset: { id: string; name: string }; flow: Flow; steps: number }> {
  const id = params.id ?? ''
  const [asset] = isId(id) ? await entries(db, sql`a.id = ${id}`, 1) : []
  if (!asset) throw new NotFound()
  const steps = Math.min(3, Math.max(1, countIn(query, 'steps', 2)))
  return { asset, flow: await flowOf(db, asset, steps), steps }
}
