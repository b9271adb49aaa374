import { type Content, heading, html, mojSubNavigation, type View } from '#platform/page/index.ts'
import { paths } from '../../paths.ts'

/** Below this many, a share says little: only the numbers are told. */
export const SMALL = 10

/** A share as people can trust it: `3 of 7`, and a percentage only where there are enough. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–'
  return whole < SMALL ? `${part} of ${whole}` : `${Math.round((part / whole) * 100)}% (${part} of ${whole})`
}

/** A page of this part, with the ways to compare above it. */
export function frame(
  active: 'portfolio' | 'units' | 'changes',
  title: string,
  content: Content,
  errors: View['errors'] = [],
): View {
  const items = [
    { text: 'Portfolio', href: paths.portfolio, active: active === 'portfolio' },
    { text: 'Units', href: paths.compareUnits, active: active === 'units' },
    { text: 'What changed', href: paths.changes, active: active === 'changes' },
  ]
  return {
    title,
    back: { href: paths.plans, text: 'Back to action plans' },
    errors,
    content: html`${heading(title)}${mojSubNavigation({ label: 'Ways to compare', items })}${content}`,
  }
}
