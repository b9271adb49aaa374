import { tidy } from './grid.ts'
import { walkXml } from './xml.ts'

/** Title and day of the last change, from the properties of a Word, Excel or OpenDocument file. */
export function coreProperties(bytes: Uint8Array | undefined): { title: string | null; changedOn: string | null } {
  const found = { title: '', changed: '' }
  if (!bytes) return { title: null, changedOn: null }
  let into: 'title' | 'changed' | null = null
  walkXml(bytes, {
    open(name) {
      into = name === 'dc:title' ? 'title' : name === 'dcterms:modified' || name === 'dc:date' ? 'changed' : null
    },
    close() {
      into = null
    },
    text(text) {
      if (into) found[into] += text
    },
  })
  const changedOn = /^\d{4}-\d{2}-\d{2}/.exec(found.changed.trim())?.[0] ?? null
  return { title: tidy(found.title) || null, changedOn }
}
