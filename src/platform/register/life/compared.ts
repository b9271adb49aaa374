import { shownInWords } from '../field-words.ts'
import { type Item, isLeading, ledTo, type Register, shownFields } from '../model.ts'
import { kitEnding } from './end-rules.ts'

/** What two entries say in one field, in words. */
export interface Compared {
  readonly label: string
  readonly from: string
  readonly into: string
  /** Whether what the one that goes says is nowhere in the one that stays. */
  readonly isLost: boolean
}

/** What two entries of a register say, field by field, where either says something. How they ended is left out: a merge writes that. */
export function compared(register: Register, from: Item, into: Item): readonly Compared[] {
  const ending = kitEnding(register)
  return shownFields(register).flatMap((field) => {
    if (field.column === ending?.on || field.column === ending?.why) return []
    const [gone, kept] = [shownInWords(field, from), shownInWords(field, into)]
    if (gone === '' && kept === '') return []
    const isSame = isLeading(field) ? ledTo(field, from).every((id) => ledTo(field, into).includes(id)) : gone === kept
    return [{ label: field.label, from: gone, into: kept, isLost: gone !== '' && !isSame }]
  })
}
