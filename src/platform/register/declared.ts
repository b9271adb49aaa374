import { outsideRange } from '../form/index.ts'
import { counted } from '../words.ts'
import { answersOf, fileColumns, type Problem, type Register, type RegisterField, shownFields } from './model.ts'

/** What a register declares of one of its columns, as the database is to hold it. */
export interface DeclaredColumn {
  readonly column: string
  /** As PostgreSQL writes it. */
  readonly type: string
  /** Whether it may not be null; null where the room that works it out says so. */
  readonly isRequired: boolean | null
  /** Whether it names a row of another table. */
  readonly isReference: boolean
  /** What each value must be, over the column; null where its type says it all. */
  readonly check: string | null
}

/** The name of the constraint that holds what is declared of a column. */
export const declaredName = ({ table: [, table] }: Pick<Register, 'table'>, column: string): string =>
  `${table}_${column}_declared`

/** What the constraint means that a value broke, where it holds what is declared of a field. */
export function brokenDeclaration(register: Register, constraint: string): Problem | null {
  const field = shownFields(register).find(({ column }) => declaredName(register, column) === constraint)
  if (!field) return null
  const { column, label } = field
  if (field.kind === 'text')
    return { field: column, message: `${label} must be ${counted(field.most ?? 0, 'character', 'characters')} or less` }
  if (field.kind === 'decimal') return { field: column, message: outsideRange(field) }
  if (field.kind === 'number')
    return { field: column, message: `${label} must be between ${field.least} and ${field.most}` }
  return { field: column, message: `What was given is not one of the answers for ${label}` }
}

/** The columns of a register's own table, by its declaration. */
export function declaredColumns(register: Register): readonly DeclaredColumn[] {
  return shownFields(register).flatMap((field) => {
    const isAsked = register.fields.includes(field)
    return columnsFor(field).map((one) => (isAsked ? one : { ...one, isRequired: null }))
  })
}

function columnsFor(field: RegisterField): DeclaredColumn[] {
  const { column } = field
  const isRequired = field.required !== undefined
  const common = { column, isRequired, isReference: false, check: checkOf(field) }
  switch (field.kind) {
    case 'references':
      return []
    case 'file':
      return [
        { ...common, type: 'bytea', isReference: true },
        ...fileColumns(column).map((one, place) => ({ ...common, column: one, type: place === 0 ? 'text' : 'bigint' })),
      ]
    case 'choices':
      return [{ ...common, type: 'text[]', isRequired: true }]
    case 'reference':
      return [{ ...common, type: 'uuid', isReference: true }]
    case 'decimal': {
      const whole = Math.max(...[field.least, field.most].map((one) => Math.trunc(Math.abs(one)).toString().length))
      return [{ ...common, type: `numeric(${whole + field.places},${field.places})` }]
    }
    default:
      return [{ ...common, type: TYPES[field.kind] }]
  }
}

const TYPES = {
  text: 'text',
  choice: 'text',
  'yes-no': 'text',
  marking: 'text',
  number: 'integer',
  day: 'date',
  moment: 'timestamp with time zone',
} as const

/** A condition in SQL, as a migration writes it. */
function checkOf(field: RegisterField): string | null {
  const own = `"${field.column}"`
  if (field.kind === 'text') return field.most === undefined ? null : `char_length(${own}) <= ${field.most}`
  if (field.kind === 'number' || field.kind === 'decimal') return `${own} >= ${field.least} and ${own} <= ${field.most}`
  const answers = answersOf(field)
  if (!answers || (field.kind === 'choices' && field.isOpen)) return null
  const values = answers.map(({ value }) => `'${value.replaceAll("'", "''")}'`).join(', ')
  return field.kind === 'choices' ? `${own} <@ array[${values}]::text[]` : `${own} = any (array[${values}]::text[])`
}
