import { joinName } from '#features/people/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { paths } from '../paths.ts'

export type NodeKind = 'asset' | 'place' | 'unit' | 'partner'

export interface FlowNode {
  readonly key: string
  readonly kind: NodeKind
  readonly name: string
  readonly href: string
  /** How many steps from the asset in the middle. */
  readonly steps: number
}

export interface FlowLink {
  readonly from: string
  readonly to: string
  /** What runs along it, in words. */
  readonly words: string
}

export interface Flow {
  readonly nodes: readonly FlowNode[]
  readonly links: readonly FlowLink[]
  /** Whether there is more than was looked at. */
  readonly isCut: boolean
}

/** More links than this are not for a picture. */
const LINKS_MOST = 600

interface LinkRow {
  readonly kind: NodeKind
  readonly fromAsset: string
  readonly assetName: string
  readonly id: string
  readonly name: string
  readonly words: string
  readonly isIn: boolean
}

/**
 * Where an asset resides and flows, outward: what it is tied to, and from the assets among that as many steps further as asked. One query
 * for each step, whatever its width.
 */
export async function flowOf(
  db: Queries,
  asset: { readonly id: string; readonly name: string },
  steps: number,
): Promise<Flow> {
  const nodes = new Map<string, FlowNode>()
  const links = new Map<string, FlowLink>()
  const add = (kind: NodeKind, id: string, name: string, at: number) => {
    const key = `${kind} ${id}`
    if (!nodes.has(key)) nodes.set(key, { key, kind, name, href: HREFS[kind](id), steps: at })
    return key
  }
  add('asset', asset.id, asset.name, 0)
  let front = [asset.id]
  let isCut = false
  for (let step = 1; step <= steps && front.length > 0; step += 1) {
    const rows = await linksOf(db, front, LINKS_MOST + 1 - links.size)
    const next: string[] = []
    for (const row of rows) {
      if (links.size >= LINKS_MOST) {
        isCut = true
        break
      }
      const isNew = row.kind === 'asset' && !nodes.has(`asset ${row.id}`)
      const [own, other] = [`asset ${row.fromAsset}`, add(row.kind, row.id, row.name, step)]
      const [from, to] = row.isIn ? [other, own] : [own, other]
      links.set(`${from} ${to} ${row.words}`, { from, to, words: row.words })
      if (isNew) next.push(row.id)
    }
    front = next
  }
  return { nodes: [...nodes.values()], links: [...links.values()], isCut }
}

const HREFS: Readonly<Record<NodeKind, (id: string) => string>> = {
  asset: paths.asset,
  place: paths.place,
  unit: (id) => `/people/units/${id}`,
  partner: paths.agreement,
}

function linksOf(db: Queries, assetIds: readonly string[], limit: number): Promise<LinkRow[]> {
  const own = sql`any(${assetIds}::uuid[])`
  return db.many(sql`
    select * from (
      select 'place' as kind, k.asset_id as "fromAsset", p.id, p.name::text, case k.use when 'master' then 'is kept in' when 'copy' then 'is copied to' when 'archive' then 'lies, where old, in' else 'flows through' end as words, false as "isIn"
        from assets.location k join assets.place p on p.id = k.place_id where k.asset_id = ${own} and k.ended_on is null
      union all
      select 'unit', s.asset_id, u.id, u.name::text, 'is used by', false from assets.use s ${joinName('unit', 'u', 's.unit_id')} where s.asset_id = ${own} and s.ended_on is null
      union all
      select 'partner', s.asset_id, g.id, g.partner::text, case s.direction when 'in' then 'sends' when 'out' then 'is sent to' else 'is exchanged with' end, s.direction = 'in'
        from assets.sharing s join assets.agreement g on g.id = s.agreement_id where s.asset_id = ${own} and s.ended_on is null
      union all
      select 'asset', d.asset_id, a.id, a.name::text, 'depends on', false from assets.dependency d join assets.asset a on a.id = d.on_asset_id where d.asset_id = ${own} and d.ended_on is null
      union all
      select 'asset', d.on_asset_id, a.id, a.name::text, 'depends on', true from assets.dependency d join assets.asset a on a.id = d.asset_id where d.on_asset_id = ${own} and d.ended_on is null
    ) x order by kind, name, id limit ${Math.max(0, limit)}`)
}
