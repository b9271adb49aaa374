import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the typed functions of the GOV.UK components from the options that govuk-frontend itself describes. */
interface Option {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description: string
  readonly isComponent?: boolean
  readonly params?: readonly Option[]
}

const ROOT = join(import.meta.dirname, '..')
const COMPONENTS = join(ROOT, 'node_modules/govuk-frontend/dist/govuk/components')

export const TARGET = join(ROOT, 'src/platform/page/components.gen.ts')

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
const camel = (text: string) => text.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const typeName = (component: string) => `${capital(camel(component))}Options`

export function generateComponents(): string {
  const names = readdirSync(COMPONENTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  const parts = names.map((name) => {
    const options: Option[] = JSON.parse(readFileSync(join(COMPONENTS, name, 'macro-options.json'), 'utf8'))
    const macro = `govuk${capital(camel(name))}`
    return `export interface ${typeName(name)} ${shape(options)}

/** The GOV.UK ${name.replaceAll('-', ' ')}. */
export const ${macro} = component<${typeName(name)}>('${name}', '${macro}')`
  })
  return `// Made by tools/generate-components.ts from govuk-frontend's own description of its options. Do not edit.
import type { Html } from './html.ts'
import { component } from './nunjucks.ts'

type Attributes = Readonly<Record<string, string | boolean | number | { readonly value: string | boolean; readonly optional: boolean }>>

${parts.join('\n\n')}
`
}

/** Options that other options can stand in for are optional, whatever their description calls required. */
function shape(options: readonly Option[]): string {
  const isAlternative = (name: string) => /text$|html$/i.test(name)
  const lines = [...new Map(options.map((option) => [option.name, option])).values()]
    .filter(({ type }) => type !== 'nunjucks-block')
    .map(
      (option) =>
        `readonly ${option.name}${option.required && !isAlternative(option.name) ? '' : '?'}: ${typeOf(option)}`,
    )
  return `{ ${lines.join('; ')} }`
}

function typeOf({ name, type, isComponent, params }: Option): string {
  if (isComponent)
    return `Partial<${typeName(name === 'prefix' ? 'hint' : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))}>`
  if (type === 'array') return params ? `readonly (${shape(params)} | null | false | undefined)[]` : 'readonly string[]'
  if (type === 'object') return params ? shape(params) : 'Attributes'
  if (type === 'boolean') return 'boolean'
  if (type === 'integer') return 'number'
  return /html$/i.test(name) ? 'Html' : 'string'
}

if (process.argv[1] === import.meta.filename) writeFileSync(TARGET, generateComponents())
