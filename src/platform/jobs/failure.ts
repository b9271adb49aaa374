const LONGEST = 500
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What is named like a secret: `password`, `MUNIMENT_MASTER_KEY`, `client_secret`, `X-Api-Key`. */
const NAME = String.raw`((?:[\w.-]*[_.-])?(?:pass(?:word|wd|phrase)?|pwd|secret|token|credential|signature|sig|jwt|session|(?:[a-z]+[-_ ])?key|authorization)s?["']?)`
/** What parts a name from its value, also as addresses write it (RFC 3986, section 2.1). */
const PARTS = String.raw`\s*(?:[=:]|%3[AaDd]|\bis\b)\s*`
const VALUE = String.raw`(?!\*{3}(?:[\s#&,;"']|$))("[^"]*"|'[^']*'|[^\s,;&]+)`
/** At least three signs in quotation marks: fewer are told by a parser that met what it did not expect. */
const QUOTED = '(?:"[^"]{3,}"|\'[^\']{3,}\'|`[^`]{3,}`|“[^”]{3,}”|‘[^’]{3,}’|«[^»]{3,}»)'
/** What issuers begin their tokens with, so that they are known wherever they stand: Slack, AWS, GitHub, GitLab, OpenAI, Stripe, Google, npm, PyPI, SendGrid, Vault. */
const TOKENS =
  /\b(?:xox[a-z]-|xapp-|gh[pousr]_|github_pat_|glpat-|sk-(?=[\w-]*\d)|(?:sk|pk|rk|whsec)_(?:live|test)_|AIza|ya29\.|npm_(?=[A-Za-z0-9]{20})|pypi-(?=[\w-]{20})|SG\.|hv[sbr]\.|(?:AKIA|ASIA|AIDA|AROA|AGPA|ABIA|ACCA)(?=[A-Z0-9]{8}))[\w.-]{4,}/g

/** What is never shown, and what stands for it. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)/g, '***'],
  // Up to the last sign that parts a name from a host: a password may have more of them, and slashes.
  [/\/\/[^\s"'<>]*@/g, '//***@'],
  [/%2F%2F[^\s"'<>&]*?%40/gi, '%2F%2F***%40'],
  [/([?&][^\s=&#"'<>]+=)[^\s&#"'<>]+/g, '$1***'],
  [/\b((?:set-)?cookies?["']?)\s*[=:].*$/gi, '$1: ***'],
  [/(^|[\s"'<>(=,;])(?!mailto:)[^\s:@/"'<>(=,;]+:[^\s"'<>/][^\s"'<>]*@/gi, '$1***@'],
  [new RegExp(`(?<=^|\\s)(?=-)${NAME}\\s+(?!-)${VALUE}`, 'gi'), '$1 ***'],
  [/(^|\s)(-u|--user)\s+[^\s:]+:\S+/g, '$1$2 ***'],
  [
    new RegExp(
      String.raw`\b(pass(?:word|wd|phrase|code)?|pwd|secret|token|credential|(?:api|access|secret|private|master)[-_ ]?key)s?(\s+)${QUOTED}`,
      'gi',
    ),
    '$1$2***',
  ],
  [TOKENS, '***'],
  [/\b(auth\s+(?:plain|login|xoauth2|cram-md5|ntlm|external))\s+\S+/gi, '$1 ***'],
  [/\b(bearer|basic|digest|negotiate|ntlm)\s+(?!\*)[^\s,;]+/gi, '$1 ***'],
  [/\beyJ[\w-]+(?:\.[\w-]*){0,2}/g, '***'],
  [new RegExp(`${NAME}${PARTS}${VALUE}`, 'gi'), '$1: ***'],
]

/** What went wrong, on one line, for people to read: without whatever looks like a password, a key or a token. */
export function failureInWords(error: unknown): string {
  const said = error instanceof Error ? error.message || error.name : String(error)
  const line = said.replaceAll(/[\p{Cc}\p{Bidi_Control}]+/gu, ' ').trim() || 'It failed without saying why'
  const masked = SECRETS.reduce((text, [pattern, shown]) => text.replaceAll(pattern, shown), line).replaceAll(
    /[A-Za-z0-9+/_-]{16,}={0,2}/g,
    (word) => (looksSecret(word) ? '***' : word),
  )
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST - 1)}…` : masked
}

/**
 * Whether a word of a message is more likely drawn by lot than written: a long one with digits and letters, or one that changes between small
 * letters, capitals and digits as no name of a file does.
 */
function looksSecret(word: string): boolean {
  if (UUID.test(word)) return false
  const hasBoth = (part: string) => /\d/.test(part) && /[a-z]/i.test(part)
  if (!word.includes('/') && word.length >= 32 && hasBoth(word)) return true
  const turns = [...word.matchAll(/[a-z](?=[A-Z])|[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)].length
  return turns >= 3 && turns >= word.length * 0.15
}
