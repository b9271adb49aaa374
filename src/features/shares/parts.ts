import { type BarRow, barChart, type Drawn, pictureWithTable } from '#platform/charts/index.ts'
import {
  type Content,
  type Html,
  heading,
  html,
  mojSubNavigation,
  type TableColumn,
  type View,
} from '#platform/page/index.ts'
import { paths } from './paths.ts'
import type { Share } from './store.ts'

const TABS = [
  { key: 'overview', text: 'Overview', href: paths.share },
  { key: 'files', text: 'Files', href: paths.filesOf },
  { key: 'folders', text: 'Folders', href: paths.folders },
  { key: 'formats', text: 'Formats and risk', href: paths.formats },
  { key: 'duplicates', text: 'Duplicates', href: paths.duplicates },
  { key: 'scans', text: 'Scans', href: paths.scans },
] as const
export type Tab = (typeof TABS)[number]['key']

/** A page of a share, with the way to its other pages. */
export function sharePage(
  share: Pick<Share, 'id' | 'name'>,
  active: Tab,
  content: Content,
  more: { readonly title?: string; readonly errors?: View['errors'] } = {},
): View {
  const items = TABS.map(({ key, text, href }) => ({ text, href: href(share.id), active: key === active }))
  const title = more.title ?? TABS.find(({ key }) => key === active)?.text ?? ''
  return {
    title: active === 'overview' ? share.name : `${title}: ${share.name}`,
    back: { href: paths.shares, text: 'Back to shared drives' },
    errors: more.errors ?? [],
    content: html`${active === 'overview' ? heading(share.name) : heading(title, share.name)}${mojSubNavigation({ label: 'What is known of the share', items })}${content}`,
  }
}

/** A picture, and the same as a table whose rows lead to the files. */
export function barsWithTable(options: {
  readonly from: Drawn<unknown>
  readonly id: string
  readonly title: string
  readonly description: string
  readonly bars: readonly BarRow[]
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly Content[])[]
  readonly below?: Html
}): Html {
  const { from, id, title, description, bars, columns, rows, below } = options
  const picture = barChart({ from, id, title, description, rows: bars })
  return pictureWithTable({ id, title, picture, columns, rows, ...(below ? { below } : {}) })
}
