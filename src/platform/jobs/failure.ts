const LONGEST = 500
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What is never shown, and what stands for it. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\/\/[^\s/@]+@/g, '//***@'],
  [/\b(bearer|basic)\s+[^\s,;]+/gi, '$1 ***'],
  [
    /((?:pass(?:word|wd|phrase)?|pwd|secret|token|credential|signature|api[-_ ]?key|access[-_ ]?key|client[-_ ]?secret|authorization|cookie)s?["']?)\s*(?:[=:]|\bis\b)\s*("[^"]*"|'[^']*'|[^\s,;&]+)/gi,
    '$1: ***',
  ],
]

/** What went wrong, on one line, for people to read: without whatever looks like a password, a key or a token. */
export function failureInWords(error: unknown): string {
  const said = error instanceof Error ? error.message || error.name : String(error)
  const line = said.replaceAll(/[\p{Cc}\p{Bidi_Control}]+/gu, ' ').trim() || 'It failed without saying why'
  const masked = SECRETS.reduce((text, [pattern, shown]) => text.replaceAll(pattern, shown), line).replaceAll(
    /[A-Za-z0-9+_-]{32,}={0,2}/g,
    (word) => (UUID.test(word) || !/\d/.test(word) || !/[a-z]/i.test(word) ? word : '***'),
  )
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST - 1)}…` : masked
}
