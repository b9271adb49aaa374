import type { Html } from './html.ts'
import { component } from './nunjucks.ts'

/** Components of the Ministry of Justice's design system, which does not describe its options: those that are used here. */
export interface TimelineOptions {
  readonly headingLevel?: number
  readonly items: readonly {
    readonly label: { readonly text?: string; readonly html?: Html }
    readonly html?: Html
    readonly text?: string
    readonly datetime: { readonly timestamp: string; readonly type: 'date' | 'datetime' }
    readonly byline?: { readonly text: string }
  }[]
}
export const mojTimeline = component<TimelineOptions>('timeline', 'mojTimeline', 'moj')

export interface SubNavigationOptions {
  readonly label: string
  readonly items: readonly { readonly text: string; readonly href: string; readonly active?: boolean }[]
}
export const mojSubNavigation = component<SubNavigationOptions>('sub-navigation', 'mojSubNavigation', 'moj')

export interface FilterOptions {
  readonly heading: { readonly text: string }
  readonly submit: { readonly text: string }
  readonly optionsHtml: Html
  readonly selectedFilters?: {
    readonly heading: { readonly text: string }
    readonly clearLink: { readonly text: string; readonly href: string }
    readonly categories: readonly {
      readonly heading: { readonly text: string }
      readonly items: readonly { readonly text: string; readonly href: string }[]
    }[]
  }
}
export const mojFilter = component<FilterOptions>('filter', 'mojFilter', 'moj')
