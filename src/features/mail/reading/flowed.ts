/** The lines of a text that was sent as `format=flowed` (RFC 3676), each paragraph on one line again. */
export function unflowed(text: string, isDelSp: boolean): string {
  const paragraphs: { quotes: number; written: string; isOpen: boolean }[] = []
  for (const line of text.split('\n')) {
    const quotes = /^>*/.exec(line)?.[0].length ?? 0
    const words = line.slice(quotes).replace(/^ /, '')
    const isSignature = words === '-- '
    const isFlowing = words.endsWith(' ') && !isSignature
    const kept = isFlowing && isDelSp ? words.slice(0, -1) : words
    const last = paragraphs.at(-1)
    if (last?.isOpen && last.quotes === quotes && !isSignature) {
      last.written += kept
      last.isOpen = isFlowing
    } else paragraphs.push({ quotes, written: kept === words ? line : line.slice(0, -1), isOpen: isFlowing })
  }
  // A blank that was put before a line stands for nothing where nothing is quoted (RFC 3676, 4.4).
  return paragraphs.map(({ quotes, written }) => (quotes > 0 ? written : written.replace(/^ /, ''))).join('\n')
}
