/** What is named like a secret in words that other names have as well: what stands behind them is masked to the end of the line. */
const NAMES = String.raw`(?:pass[\s_-]?(?:words?|phrases?|codes?|keys?)|p\/w|(?<![a-z])creds?|credentials?|(?<![a-z])auth|bearer|community|(?:j|php|asp)?sess(?:ion)?_?id|(?<![a-z])sid|client_secret\w{0,20})`
/** Marks between a name and its value, also as HTML writes them, and dashes and arrows with blanks around them. */
const MARKS = String.raw`["'\`]?\s*(?:(?:[=:,>→⇒|]|&#(?:x3[ad]|58|61);|&(?:equals|colon);)[=:>]*|[-–—]>?\s)\s*`
/** What is masked already. */
const SHOWN = String.raw`(?!["'\`]?\*{3})`

/** Letters of other alphabets that look like Latin ones: Cyrillic and Greek. Source: Unicode Technical Standard 39, confusables. */
const LIKE_LATIN = new Map(
  Array.from('асеорхуѕіјԁԛԝһкмтвАВЕКМНОРСТХУЅІЈοαρνκιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ').flatMap((letter, place) => {
    const latin = 'aceopxysijdqwhkmtbABEKMHOPCTXYSIJoapvkiABEZHIKMNOPTYX'[place]
    return latin === undefined ? [] : [[letter, latin] as const]
  }),
)

/** A text in which words that mix alphabets are written in Latin letters, so that a name is known however it is written. */
export const inOneAlphabet = (text: string): string =>
  text.replaceAll(/\p{L}+/gu, (word) =>
    /[a-z]/i.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)
      ? Array.from(word, (letter) => LIKE_LATIN.get(letter) ?? letter).join('')
      : word,
  )

/** What is never shown, beside what has a name of its own, and what stands for it. */
export const NAMED_OTHERWISE: readonly (readonly [RegExp, string])[] = [
  [/(^|\s)(-u|--user)(?:=|\s*)(?!\s|\*)[^\s:]+:\S+/g, '$1$2 ***'],
  [/\b(sqlplus|sqlldr|rman|expdp|impdp)\b\s+(?!\*)[^\n]+/gi, '$1 ***'],
  [/\b((?:un)?(?:zip|rar)\b[^\n]*?\s-p)\s*(?!\*)\S[^\n]*/gi, '$1 ***'],
  [/(^|\s)(\/(?:p|pw|pwd|pass|password):)[^\n]+/gi, '$1$2***'],
  [/\b((?:set-)?cookies?)\s+(?!\*)[^\n]+/gi, '$1 ***'],
  [
    /\b((?:pin|verification|security|one-time|sign-in|login|authentication|confirmation)[\s_-]codes?)\b[^\n\d]{0,20}\d[^\n]*/gi,
    '$1 ***',
  ],
  [/\b((?:authenticat|authori[sz])\w*[^\n:]{0,60}):(?!\s*\*)[^\n]+/gi, '$1: ***'],
  [/\b(client_secret\w{0,20})\s+(?!\*)\S+/gi, '$1 ***'],
  [new RegExp(`(<[\\w:.-]{0,40}${NAMES}[^>\\n]{0,80}>)\\s*(?!\\*)[^\\n]+`, 'gi'), '$1***'],
  [new RegExp(`(${NAMES})${MARKS}${SHOWN}(?=\\S)[^\\n]+`, 'gi'), '$1: ***'],
]
