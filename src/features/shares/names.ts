/** Names may hold characters that change the direction of text or cannot be seen; pages show them as codes. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (mark) => `⟨U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`)
}

const HIDDEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]/gu

/** What lies in a share that is no file, in words. */
export function kindInWords(kind: string): string {
  const names: Readonly<Record<string, string>> = {
    folder: 'Folder',
    link: 'Link',
    pipe: 'Named pipe',
    socket: 'Socket',
    device: 'Device',
  }
  return names[kind] ?? 'Not known'
}
