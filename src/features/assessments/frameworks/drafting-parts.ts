import type { FormState } from '#platform/form/index.ts'
import type { PersonRequest, Reply } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import type { Framework } from '../scoring/model.ts'
import type { StoredFramework } from './store.ts'

export type Show = (asked: PersonRequest, draft: StoredFramework, state?: FormState) => Reply
export type Saved = Reply | { readonly changed: Framework }
export type Save = (asked: PersonRequest, draft: StoredFramework) => Saved | Promise<Saved>

export const backOf = ({ id }: StoredFramework) => paths.framework(id)
export const statusOf = (state: FormState | undefined) => (state && state.errors.length > 0 ? 422 : 200)
export const numberOf = (words: string | null | undefined) => (words ? Number(words) : undefined)
export const codesIn = (words: string | null | undefined) =>
  (words ?? '').split(/[\s,;]+/).filter((word) => word !== '' && word !== '-')
