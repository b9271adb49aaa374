import { type Queries, sql } from '#platform/db/index.ts'
import { schemasNamed } from './schemas.ts'

/** Something of the database that has SQL of its own: what it is, in whose schema, and its SQL as the database holds it. */
export interface Body {
  readonly what: string
  readonly schema: string
  readonly words: string
}

/** What a room is called, which is its schema too, and the rooms that it says it uses. */
export interface Using {
  readonly name: string
  readonly uses?: readonly string[]
}

/**
 * Everything of a migrated database that has SQL of its own: views, functions, triggers, policies, rules, checks, references, indexes and defaults. The database
 * is asked, and not the text of migrations, so that what was made anew, dropped, renamed or made by a loop is seen as it stands now.
 */
export const bodiesIn = (db: Queries): Promise<Body[]> =>
  db.many(sql`
    select o.what, n.nspname::text as schema, o.words from (
      select format('the view %s.%s', c.relnamespace::regnamespace, c.relname) as what, c.relnamespace as place, pg_get_viewdef(c.oid) as words
      from pg_class c where c.relkind in ('v', 'm')
      union all select format('the function %s', p.oid::regprocedure), p.pronamespace, pg_get_functiondef(p.oid)
      from pg_proc p where p.prokind in ('f', 'p') and p.prolang <> all (select l.oid from pg_language l where l.lanname in ('c', 'internal'))
      union all select format('the trigger %s of %s', t.tgname, t.tgrelid::regclass), c.relnamespace, pg_get_triggerdef(t.oid)
      from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal
      union all select format('the policy %s of %s', p.polname, p.polrelid::regclass), c.relnamespace, concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      from pg_policy p join pg_class c on c.oid = p.polrelid
      union all select format('the rule %s of %s', r.rulename, r.ev_class::regclass), c.relnamespace, pg_get_ruledef(r.oid)
      from pg_rewrite r join pg_class c on c.oid = r.ev_class where r.rulename <> '_RETURN'
      union all select format('the constraint %s of %s', k.conname, k.conrelid::regclass), k.connamespace, pg_get_constraintdef(k.oid)
      from pg_constraint k where k.conrelid <> 0
      union all select format('the index %s', i.indexrelid::regclass), c.relnamespace, pg_get_indexdef(i.indexrelid)
      from pg_index i join pg_class c on c.oid = i.indexrelid
      union all select format('the default of %s.%s', d.adrelid::regclass, a.attname), c.relnamespace, pg_get_expr(d.adbin, d.adrelid)
      from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    ) o join pg_namespace n on n.oid = o.place
    where n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema', 'graphile_worker') order by 1`)

const TIES = 'one view of all that ties people to something; each room says of its columns what does (`references.ts`)'
const TURNS = 'names the locks of all rooms in the one order in which they are taken; it reads none of their tables'

/**
 * What reaches into another room today, each with its reason. The list is closed: it may become shorter. What is new is said by the room itself and joined on by
 * the house.
 */
export const CROSSING: Readonly<Record<string, string>> = {
  ...every('the view people.personal_tie', ['assessments', 'assets', 'plans', 'risks', 'statements'], TIES),
  ...every('the function muniment.turns()', ['assets', 'people', 'plans', 'risks', 'statements'], TURNS),
  'the view people.held_thing reaches into assets':
    'what somebody holds is asked when they leave, and duties are for assets',
  'the constraint place_share_id_fkey of assets.place reaches into shares':
    'a place may be a drive that is scanned; assets read nothing of it',
  'the policy seen of past.version reaches into plans':
    'past days of a guarded table are hidden by the same rule as the table',
  'the function muniment.any_circle(regclass,text,uuid[]) puts SQL together':
    'looks for circles in the table that a trigger names',
  'the function muniment.refuse_circles() puts SQL together': 'looks for circles in the table that a trigger stands on',
  'the function people.join_belongings() puts SQL together':
    'joins what each room says in its own view `unit_belonging`, while migrations run',
  'the function past.keep(text,text[]) puts SQL together':
    'puts the triggers that keep past days on a table, while migrations run',
}

function every(what: string, rooms: readonly string[], reason: string): Record<string, string> {
  return Object.fromEntries(rooms.map((room) => [`${what} reaches into ${room}`, reason]))
}

/** What is joined of one view of each room, which the room makes itself: of these it reads nothing else. */
const JOINED: Readonly<Record<string, RegExp>> = { 'the view people.belonging': /\b\w+\.unit_belonging\b/g }

/**
 * What of the database reaches into a room that its own room does not say it uses, in words; what belongs to no room may reach into none. A function that puts
 * SQL together (`execute`) may reach anywhere, and says so. Names in quotation marks count: `'plans.plan'::regclass` is one.
 */
export function crossings(bodies: readonly Body[], rooms: readonly Using[]): string[] {
  const known = new Set(rooms.map(({ name }) => name))
  return bodies.flatMap(({ what, schema, words }) => {
    const plain = words.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replaceAll(JOINED[what] ?? /$^/g, ' ')
    const { uses = [] } = rooms.find(({ name }) => name === schema) ?? {}
    const named = [...schemasNamed(plain, known), ...searched(plain, known)]
    const foreign = [...new Set(named)].filter((other) => other !== schema && !uses.includes(other)).toSorted()
    return [
      ...foreign.map((other) => `${what} reaches into ${other}`),
      ...(/\bexecute\s+(?!function\b|procedure\b)/i.test(plain) ? [`${what} puts SQL together`] : []),
    ]
  })
}

/** The rooms that a function looks in for names without a schema. */
const searched = (words: string, known: ReadonlySet<string>): string[] =>
  [...words.matchAll(/\bsearch_path\s*(?:to|=)\s*([^\n;]*)/gi)].flatMap(([, list = '']) =>
    [...list.matchAll(/[a-z_]+/gi)].map(([one]) => one.toLowerCase()).filter((one) => known.has(one)),
  )
