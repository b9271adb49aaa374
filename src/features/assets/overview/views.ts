import { type Drawn, pictureWithTable } from '#platform/charts/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { counts, govukInsetText, type Html, heading, html, link, type View } from '#platform/page/index.ts'
import { capital } from '#platform/words.ts'
import { paths } from '../paths.ts'
import type { Totals } from '../store.ts'
import type { Flow } from './flow.ts'
import { flowPicture } from './picture-views.ts'

/** The front page of information: figures, and ways to everything. */
export function homePage(figures: Totals, seesShares: boolean): View {
  const ways = [
    [paths.assets, 'Information assets', 'what is held, why, and who answers for it'],
    [paths.mine, 'Your assets', 'those that you own: confirm them, or put them right'],
    [paths.gaps, 'Incomplete entries', 'by what is missing'],
    [paths.places, 'Places', 'systems, shared drives, mailboxes, paper stores, websites and datasets'],
    [paths.boxes, 'Boxes', 'of paper, by series'],
    [paths.agreements, 'Sharing agreements', 'with whom, for what, until when'],
    [paths.locations, 'Places of assets', 'where each asset lives'],
    [paths.uses, 'Uses of assets by other units', 'which other units use an asset, and for what'],
    [paths.duties, 'Duties on assets', 'who holds which role for one asset, besides its owner'],
    [paths.sharing, 'Exchanges', 'which asset is shared under which agreement'],
    [paths.dependencies, 'Dependencies', 'assets that cannot be used without others'],
    [paths.reviews, 'Reviews of information assets', 'in which owners confirm their entries'],
    ['/shares', 'Shared drives', 'what is on them, in which formats, and what is at risk'],
  ] as const
  return {
    title: 'Information',
    content: html`${heading('Information')}${counts([
      {
        number: figures.assets,
        label: { one: 'information asset', more: 'information assets' },
        href: `${paths.assets}?ended=no`,
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
      { number: figures.places, label: { one: 'place', more: 'places' }, href: `${paths.places}?ended=no` },
      {
        number: figures.agreementsDue,
        label: { one: 'agreement past its review', more: 'agreements past their review' },
        href: `${paths.agreements}?review=overdue`,
        alert: figures.agreementsDue > 0,
      },
    ])}<ul class="govuk-list">${ways.filter(([href]) => href !== '/shares' || seesShares).map(([href, text, about]) => html`<li>${link(href, text)} – ${about}</li>`)}</ul>`,
  }
}

export const gapsPage = (list: Html): View => ({
  title: 'Incomplete entries',
  back: { href: paths.home, text: 'Back to information' },
  content: html`${heading('Incomplete entries')}${list}`,
})

/** Where an asset lives and flows, in a picture and in words. */
export function flowPage(
  asset: { readonly id: string; readonly name: string },
  from: Drawn<Flow>,
  steps: number,
): View {
  const flow = from.rows
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
  return {
    title,
    back: { href: paths.asset(asset.id), text: 'Back to the asset' },
    content: html`${heading(`Where ${asset.name} lives and flows`)}<p class="govuk-body m-no-print">Steps outward: ${further}</p>${flow.isCut ? govukInsetText({ text: 'There is more than fits a picture: the first 600 links are shown.' }) : null}${
      rows.length === 0
        ? html`<p class="govuk-body">Nothing is on record yet.</p>`
        : pictureWithTable({
            id: 'flow',
            title: 'The picture',
            picture: flowPicture(from, title),
            columns: [{ text: 'From' }, { text: 'How' }, { text: 'To' }],
            rows,
            below: downloads('Download every link', `${paths.flow(asset.id)}/table`, `?steps=${steps}`),
          })
    }`,
  }
}
