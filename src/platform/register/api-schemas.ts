import { formField } from './fields.ts'
import { answersOf, type Register, type RegisterField, shownFields } from './model.ts'
import { MOST_REFERENCES } from './several.ts'

const FILE_SENT = 'A file is put to its own address, by itself. Send null to remove it, or what was read to leave it'

const FILE_SCHEMA = {
  type: ['object', 'null'],
  properties: {
    name: { type: 'string' },
    size: { type: 'integer' },
    digest: { type: 'string', description: 'SHA-256, in hexadecimal' },
    href: { type: 'string' },
  },
}

type Side = 'sent' | 'answered'

export function properties(fields: readonly RegisterField[], side: Side): Record<string, object> {
  return Object.fromEntries(
    fields.map((field) => [field.column, { description: field.label, ...schemaOf(field, side) }]),
  )
}

function schemaOf(field: RegisterField, side: Side): object {
  const type = field.required ? 'string' : ['string', 'null']
  const answers = answersOf(field)?.map(({ value }) => value)
  if (answers && field.kind === 'choices') return { type: 'array', items: { enum: answers } }
  const either = field.kind === 'yes-no' && side === 'sent' ? [true, false] : []
  if (answers) return { enum: [...answers, ...either, ...(field.required ? [] : [null])] }
  if (field.kind === 'day') return { type, format: 'date' }
  if (field.kind === 'moment') return { type, format: 'date-time' }
  if (field.kind === 'number')
    return { type: field.required ? 'integer' : ['integer', 'null'], minimum: field.least, maximum: field.most }
  if (field.kind === 'file') return { ...FILE_SCHEMA, ...(side === 'sent' ? { description: FILE_SENT } : {}) }
  if (field.kind === 'references')
    return { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: MOST_REFERENCES }
  if (field.kind === 'decimal') return formField(field, {}).schema
  return field.kind === 'reference' ? { type, format: 'uuid' } : { type }
}

export function itemSchema(register: Register): object {
  return {
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      version: { type: 'integer' },
      ...properties(shownFields(register), 'answered'),
    },
  }
}
