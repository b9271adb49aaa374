import { type Html, html, link } from '../page/index.ts'
import { type Item, type LeadingField, referenceName } from './model.ts'

/** What a field leads to, each as a link by its name. */
export function linksOf({ column, to }: LeadingField, item: Item): Html {
  const ids = [item[column] ?? []].flat().map(String)
  const names = [item[referenceName(column)] ?? []].flat().map(String)
  return html`${ids.map((id, place) => html`${place > 0 ? ', ' : ''}${link(`${to.path}/${id}`, names[place] ?? id)}`)}`
}
