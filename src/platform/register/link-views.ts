import { type Html, html, link } from '../page/index.ts'
import { type Item, type LeadingField, ledTo, referenceName } from './model.ts'

/** What a field leads to, each as a link by its name. */
export function linksOf(field: LeadingField, item: Item): Html {
  const { column, to } = field
  const names = [item[referenceName(column)] ?? []].flat().map(String)
  return html`${ledTo(field, item).map((id, place) => html`${place > 0 ? ', ' : ''}${link(`${to.path}/${id}`, names[place] ?? id)}`)}`
}
