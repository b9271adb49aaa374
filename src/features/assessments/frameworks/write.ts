import { stringify } from 'yaml'
import type { Framework } from '../scoring/model.ts'

/** What a framework's file need not say, because it would be understood anyway. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  weight: 1,
  of: 'unit',
  systems: 'worst',
  notApplicable: false,
  others: 'not',
  kind: 'assessment',
  evidence: 'say',
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, one]) => {
    if (one === undefined || DEFAULTS[key] === one) return false
    if (key === 'tables' || key === 'questions' || key === 'indicators') return Object.keys(one as object).length > 0
    return !((key === 'borrows' || key === 'dropped' || key === 'leaveOut') && Array.isArray(one) && one.length === 0)
  })
  return Object.fromEntries(kept.map(([key, one]) => [key, tidy(one)]))
}

/** A framework as data without what would be understood anyway. */
export const tidied = (framework: Framework): unknown => tidy(framework)

/** A framework's file: reading it again gives the same framework. */
export const frameworkText = (framework: Framework): string => stringify(tidied(framework), { lineWidth: 120 })

/** Part of a framework as JSON on one line, for a cell of a workbook: JSON is YAML too, and programs that read cells keep it whole. */
export const partText = (part: unknown): string => JSON.stringify(tidy(part))
