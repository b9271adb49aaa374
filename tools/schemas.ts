import type { AnyNode } from 'acorn'
import { syntaxOf, within } from './syntax.ts'

/** Which of some schemas a piece of SQL names, however it is written: `risks.risk`, `"risks"."risk"`, `RISKS.RISK`. */
export const schemasNamed = (words: string, known: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    [...words.matchAll(/(?<![\w."])"?([a-z_]+)"?\s*\.\s*"?[a-z_]/gi)]
      .map(([, schema = '']) => schema.toLowerCase())
      .filter((schema) => known.has(schema)),
  )
/** The SQL that a program says: the words of each template that is tagged so. */
function sqlOf(text: string): string[] {
  if (!text.includes('sql`')) return []
  return within(syntaxOf(text)).flatMap((node: AnyNode) =>
    node.type === 'TaggedTemplateExpression' && node.tag.type === 'Identifier' && node.tag.name === 'sql'
      ? [node.quasi.quasis.map(({ value }) => value.raw).join(' ? ')]
      : [],
  )
}

/** Which of some schemas a program's SQL names, however it is written: `risks.risk`, `"risks"."risk"`, `RISKS.RISK`. What stands between quotation marks is no name. */
export function schemasIn(text: string, known: ReadonlySet<string>): ReadonlySet<string> {
  const named = new Set<string>()
  for (const words of sqlOf(text))
    for (const [, schema = ''] of words
      .replaceAll(/'[^']*'/g, "''")
      .matchAll(/(?<![\w."])"?([a-z_]+)"?\s*\.\s*"?[a-z_]/gi))
      if (known.has(schema.toLowerCase())) named.add(schema.toLowerCase())
  return named
}
