import type { Choice } from '../form/index.ts'

/** Government Security Classifications, lowest first, with the handling caveat that OFFICIAL has. Source: Cabinet Office, Government Security Classifications Policy. */
export const MARKINGS = [
  { value: 'official', text: 'OFFICIAL' },
  { value: 'official-sensitive', text: 'OFFICIAL-SENSITIVE' },
  { value: 'secret', text: 'SECRET' },
  { value: 'top-secret', text: 'TOP SECRET' },
] as const satisfies readonly Choice[]

export type Marking = (typeof MARKINGS)[number]['value']

/** National security vetting. Source: United Kingdom Security Vetting, levels of clearance. */
export const CLEARANCES = [
  { value: 'bpss', text: 'Baseline Personnel Security Standard (BPSS)' },
  { value: 'ctc', text: 'Counter-Terrorist Check (CTC)' },
  { value: 'sc', text: 'Security Check (SC)' },
  { value: 'dv', text: 'Developed Vetting (DV)' },
] as const satisfies readonly Choice[]

export type Clearance = (typeof CLEARANCES)[number]['value']

/** The markings that each clearance covers: regular access to SECRET asks for SC, and to TOP SECRET for DV. */
export const COVERED: Readonly<Record<Clearance, readonly Marking[]>> = {
  bpss: ['official', 'official-sensitive'],
  ctc: ['official', 'official-sensitive'],
  sc: ['official', 'official-sensitive', 'secret'],
  dv: ['official', 'official-sensitive', 'secret', 'top-secret'],
}
