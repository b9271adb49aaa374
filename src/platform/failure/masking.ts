import { NAMED_OTHERWISE } from './naming-secrets.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * What is named like a secret that a person chose: it may have blanks in it, so that nobody knows where it ends but at the end of the line.
 * Names are looked for within words, so that `MUNIMENT_SMTP_PASSWORD` and `client_secret` are among them.
 */
const CHOSEN = String.raw`(?:pass(?:word|wort|wd|phrase|code|w)?|pwd|(?<![a-z])pw|secret|credential|(?<![a-z])(?:pin|otp|psk)|(?<![a-z])x-[a-z-]{0,30}auth[a-z-]{0,30})s?(?:[_-]?(?:\d{1,2}|hash))?`
/** What is named like a secret that a machine made: it has no blanks. */
const MADE = '(?:token|signature|sig|jwt|session|key|authorization)s?'
/** The same where nothing but a blank stands between the name and what it names: bare keys are those of tables as well. */
const NAMED = `(?:${CHOSEN}|(?:token|jwt)s?|(?:api|access|secret|private|master|auth|x-[a-z-]{0,30})[-_ ]?keys?)`
/** What parts a name from its value, also as addresses write it (RFC 3986, section 2.1). */
const PARTS = String.raw`\s*(?:[=:]+>?|->|%3[ad]|\bis\b)\s*`
/** The same as people say it of what they chose. */
const SAID = String.raw`(?:${PARTS}|\s+(?:are|was|to(?=\s+(?:["'\`“‘«]|\S*\d)))\s+)`
/** Text in quotation marks, with marks in it doubled or behind a backslash, as SQL and JSON write them. */
const IN_MARKS = String.raw`(?:"(?:[^"\\]|\\.|"")*"|'(?:[^'\\]|\\.|'')*'|\`[^\`]*\`|“[^”]*”|‘[^’]*’|«[^»]*»)`
/** At least three signs in quotation marks: fewer are told by a parser that met what it did not expect. */
const LONG_IN_MARKS = String.raw`(?:(?=["'\`“‘«][^"'\`”’»]{3})${IN_MARKS})`
/** What is masked already. */
const SHOWN = String.raw`(?!\*{3}(?:[\s#&,;"']|$))`
const WORD = String.raw`(?:${IN_MARKS}|[^\s,;&]+)`
/** A word that nobody writes in a sentence: with letters and digits, or many digits. */
const DRAWN = String.raw`(?=\S*\d)(?=\S*[a-z]|\d{6})(?=\S{4})`

/** What issuers begin their tokens with, so that they are known wherever they stand: Slack, AWS, GitHub, GitLab, OpenAI, Stripe, Google, npm, PyPI, SendGrid, Vault, Databricks, DigitalOcean, Shopify, Atlassian, Hugging Face, Docker, Grafana, Figma. */
const TOKENS =
  /\b(?:xox[a-z]-|xapp-|gh[pousr]_|github_pat_|glpat-|sk-(?=[\w-]*\d)|(?:sk|pk|rk|whsec)_(?:live|test)_|AIza|ya29\.|npm_(?=[A-Za-z0-9]{20})|pypi-(?=[\w-]{20})|SG\.|hv[sbr]\.|(?:AKIA|ASIA|AIDA|AROA|AGPA|ABIA|ACCA)(?=[A-Z0-9]{8})|dapi(?=[0-9a-f]{8})|do[opr]_v1_|shp(?:at|ca|pa|ss)_|ATATT|hf_(?=[A-Za-z0-9]{8})|dckr_pat_|glsa_|glc_|figd_|GOCSPX-)[\w.-]{4,}/g

/** Programs that are given a password by a letter, and which. */
const BY_LETTER = String.raw`\b(?:mysql\S*|mariadb\S*|mongo\S*|sshpass|7za?)\b[^\n]*?\s-p|\b(?:sqlcmd|osql|isql|tsql|bcp)\b[^\n]*?\s-P|\bldap\w+\b[^\n]*?\s-w|\bredis-cli\b[^\n]*?\s-a`

/** What is never shown, and what stands for it. Each goes once, or at worst for each sign once, through a text that was cut. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g, '***'],
  // A password with blanks: what stands before the colon is no host, where what stands behind it is no port.
  [/\/\/[^\s"'<>@/:]*:(?!\d{1,5}(?:[/?#,;)]|$|\s+(?![^\s@]*@)))[^\s@][^\n"'<>@]*@/g, '//***@'],
  // Up to the last sign that parts a name from a host: a password may have more of them, and slashes.
  [/\/\/[^\s"'<>]*@/g, '//***@'],
  [/%2F%2F[^\s"'<>&]*?%40/gi, '%2F%2F***%40'],
  [/([?&][^\s=&#?"'<>]+=)[^\s&#"'<>]+/g, '$1***'],
  [/\b((?:set-)?cookies?["']?)\s*[=:].*$/gim, '$1: ***'],
  [/(^|[\s"'<>(=,;])(?!mailto:)[^\s:@/"'<>(=,;]+:[^\s"'<>/][^\s"'<>]*@/gi, '$1***@'],
  [new RegExp(`(${BY_LETTER})\\s*(?![-\\s])(?:${IN_MARKS}|\\S+)`, 'g'), '$1***'],
  [new RegExp(`(^|\\s)(-p)(?:${IN_MARKS}|${DRAWN}(?=\\S*[a-z])\\S+)`, 'gi'), '$1$2***'],
  [new RegExp(`(?<=^|\\s)(--?[\\w.-]{0,60}?(?:${CHOSEN}|${MADE}))\\s+(?!-)${SHOWN}${WORD}`, 'gi'), '$1 ***'],
  [new RegExp(`(^|\\s)(-u|--user)\\s+(?:${IN_MARKS}|[^\\s:]+:\\S+)`, 'g'), '$1$2 ***'],
  [/\b(identified\s+(?:with\s+\S+\s+)?(?:by|as)(?:\s+password)?)\s+(?=["'`]|\S*\d)[^\n]+/gi, '$1 ***'],
  [new RegExp(`(${CHOSEN})(\\s+)(?:${IN_MARKS}|["'\`“‘«][^\\n]+)`, 'gi'), '$1$2***'],
  [new RegExp(`(?<![a-z])(${NAMED})(\\s+)${LONG_IN_MARKS}`, 'gi'), '$1$2***'],
  [TOKENS, '***'],
  [/\b(auth\s+(?:plain|login|xoauth2|cram-md5|ntlm|external))\s+\S+/gi, '$1 ***'],
  [/\b(bearer|basic|digest|negotiate|ntlm)\s+(?!\*)[^\s,;]+/gi, '$1 ***'],
  [/\beyJ[\w-]+(?:\.[\w-]*){0,2}/g, '***'],
  [new RegExp(`(${NAMED}\\s+(?:for|of)\\b[^\\n:=]{0,200}?(?:\\b(?:is|was)\\b|[:=]))\\s*[^\\n]+`, 'gi'), '$1 ***'],
  [new RegExp(`(${CHOSEN}["'\`]?)${SAID}${SHOWN}(?:${IN_MARKS}[^\\s,;&)\\]}]*|[^\\n]+)`, 'gi'), '$1: ***'],
  [new RegExp(`(${MADE}["'\`]?)${PARTS}${SHOWN}${WORD}`, 'gi'), '$1: ***'],
  [new RegExp(`(${CHOSEN}\\s+)${DRAWN}[^\\n]+`, 'gi'), '$1***'],
  [new RegExp(`(?<![a-z])(${NAMED}\\s+)${DRAWN}${WORD}`, 'gi'), '$1***'],
]

/** A short text without whatever looks like a password, a key or a token. Of a line that names one the rest may go as well. */
export function masked(text: string): string {
  return [...SECRETS, ...NAMED_OTHERWISE]
    .reduce((left, [pattern, shown]) => left.replaceAll(pattern, shown), text)
    .replaceAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g, (word) => (looksSecret(word) ? '***' : word))
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
