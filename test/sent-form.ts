import type { Visitor } from './house.ts'

/** Text of a page as it was before it was put into the page. */
export const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? null : unescaped(found)
}

/** What a browser would send of the forms of a page, without pressing a button: hidden and written inputs, what is ticked, text areas and what is selected. */
export function sentBy(page: string): Record<string, string[]> {
  const sent: Record<string, string[]> = {}
  const put = (name: string | null, value: string) => {
    if (name && name !== '_csrf') sent[name] = [...(sent[name] ?? []), value]
  }
  for (const [tag] of page.matchAll(/<input\b[^>]*>/g)) {
    const isOff = /type="(?:checkbox|radio)"/.test(tag) && !/\schecked\b/.test(tag)
    if (!isOff) put(attribute(tag, 'name'), attribute(tag, 'value') ?? '')
  }
  for (const [, tag = '', words = ''] of page.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g))
    put(attribute(tag, 'name'), unescaped(words))
  for (const [, tag = '', options = ''] of page.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
    const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([option]) => option)
    put(
      attribute(tag, 'name'),
      attribute(all.find((option) => /\sselected\b/.test(option)) ?? all[0] ?? '', 'value') ?? '',
    )
  }
  return sent
}

/** Fills in the form of a page as it stands with what somebody types, and sends it. */
export async function sendForm(
  visitor: Pick<Visitor, 'get' | 'post'>,
  address: string,
  typed: Readonly<Record<string, string>>,
): ReturnType<Visitor['post']> {
  return visitor.post(address, { ...sentBy((await visitor.get(address)).body), ...typed })
}
