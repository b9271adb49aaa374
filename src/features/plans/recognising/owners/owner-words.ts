import { SUBJECTS } from '../../statuses/subjects.ts'
import { WHO } from '../../statuses/vocabulary.ts'

/** What kind of owner some words are by themselves. */
export type OwnerKind =
  /** A post or body with what it is for: `Head of Policy`, `Department for Transport`. */
  | 'of'
  /** A post: `Records Manager`, `Chief Executive`. */
  | 'post'
  /** A part of the house: `Security Team`. */
  | 'body'
  /** The short name of a post: `SIRO`. */
  | 'role'
  /** Another short name: `HR`. */
  | 'acronym'
  /** Somebody by name. */
  | 'name'
  /** Words that need a head from elsewhere: `Finance`, `Rural Affairs`. */
  | 'none'

/** Posts that one person holds are known by the list by which “completed by” is read; these may be of several, or another word. */
const OTHER_POSTS =
  'minister|president|co-ordinator|counsel|superintendent|inspector|ombudsman|guardian|custodian|steward|partner|principal|governor|nurse|editor|trainer|engineer|specialist|representative|coroner|constable|commander|curator|chancellor|bursar|sheriff|adjutant|statistician|surveyor|midwife|colleagues?|staff'
const POSTS = [...WHO.posts, OTHER_POSTS].join('|')
const BODIES =
  'team|board|group|unit|directorate|division|committee|branch|office|agency|commission|council|department|ministry|secretariat|section|panel|authority|trust|inspectorate|service|network|forum|function|centre|hub|house|registry|treasury|museum|gallery|bank|institute|institution|college|university|company|corporation|foundation|association|society|ombudsman service|tribunal|mint|national archives|police|constabulary|laboratory'
const POST_END = new RegExp(`\\b(?:${POSTS})(?:[ -]general)?\\s*(?:\\([^)]*\\))?$`, 'i')
const POSTS_END = new RegExp(`\\b(?:${POSTS})s\\s*(?:\\([^)]*\\))?$`, 'i')
const BODY_END = new RegExp(`\\b(?:${BODIES})\\s*(?:\\([^)]*\\))?$`, 'i')
const BODIES_END = /\b(?:teams|boards|groups|units|directorates|divisions|committees|branches|departments|agencies)$/i
const TITLE =
  '(?:deputy|assistant|senior|acting|interim|joint|chief|lead|group|associate|permanent|under|parliamentary|principal|vice|national|regional|corporate)'
const OF = new RegExp(
  `^(?:the\\s+)?(?:${TITLE}[\\s-]+)*(?:(?:${POSTS})s?|secretary of state|(?:${BODIES})s?|director[- ]general|chief [\\p{L}]+ officer)\\s+(?:of|for|to)\\s+\\S`,
  'iu',
)
const OF_BODY = new RegExp(`^(?:the\\s+)?(?:${BODIES})\\s+(?:of|for)\\s+\\S`, 'i')
const ROLE =
  /^(?:D?DRO|D?SIRO|IAOs?|IAAs?|LIMs?|CIO|CDO|CDIO|CISO|CEO|COO|CFO|CTO|CPO|DPO|SRO|SROs|DG|DGs|PUS|AO|ITSO|DSO|KIMs)$/
const ACRONYM = /^[A-Z][A-Z&]{1,7}s?$/

const MAIL = /^[^\s<>@,;]+@[^\s<>@,;]+$/

const ARTICLE = /^the\s+/i

/** The words without the article before a post, which is no part of what it is called: `the Head of ICT`. Names of bodies keep theirs. */
export const withoutArticle = (words: string): string => {
  const plain = words.trim()
  const isPost = !opensBody(plain) && ['of', 'post', 'role'].includes(kindOf(plain))
  return isPost ? plain.replace(ARTICLE, '') : words
}

export function kindOf(words: string): OwnerKind {
  const plain = words.trim()
  if (ROLE.test(plain.replace(ARTICLE, ''))) return 'role'
  if (MAIL.test(plain)) return 'name'
  if (ACRONYM.test(plain.replace(ARTICLE, ''))) return 'acronym'
  if (OF.test(plain)) return 'of'
  if (BODY_END.test(plain) || BODIES_END.test(plain)) return 'body'
  if (POST_END.test(plain) || POSTS_END.test(plain)) return 'post'
  return isPersonal(plain) ? 'name' : 'none'
}

/** Whether the words speak of several at once, so that what stands before them may share their head: `Finance and HR Teams`. */
export const isPlural = (words: string): boolean => POSTS_END.test(words.trim()) || BODIES_END.test(words.trim())

/** Whether one word is the head of a post or of a part of the house, and says nothing of which: `Owners`, `Team`. */
export const isHeadAlone = (words: string): boolean =>
  /^\S+$/.test(words.trim()) && (isPlural(words) || BODY_END.test(words.trim()) || POST_END.test(words.trim()))

/** Whether the words open a post: `Senior Information`, `Deputy Chief`. */
export const opensWithTitle = (words: string): boolean => new RegExp(`^(?:the\\s+)?${TITLE}\\b`, 'i').test(words.trim())

/** Whether the words are the opening of a post, and nothing else: `Deputy`. */
export const isTitleAlone = (words: string): boolean => new RegExp(`^(?:the\\s+)?${TITLE}$`, 'i').test(words.trim())

/** Whether the words open a body of its own: `Department for Transport`. */
export const opensBody = (words: string): boolean => OF_BODY.test(words.trim())

const OPENING =
  /^(?:the\s+)?(?:hm|h\.m\.|(?:his|her) majesty['\u2019]?s|royal|national|british|uk|united kingdom|scottish|welsh|english|northern|european|crown|public|civil|criminal|independent|general)\s+\S/i

/** Whether the words open the name of a public body and have not come to its head: the `HM Courts` of `HM Courts and Tribunals Service`. */
export const isOpenName = (words: string): boolean =>
  OPENING.test(words.trim()) && !BODY_END.test(words.trim()) && !POST_END.test(words.trim())

/** Whether the words open with whose the body is, so that nothing before them goes on with them: `HM Chief Inspector`. */
export const isOfCrown = (words: string): boolean => /^(?:the\s+)?(?:hm|h\.m\.|(?:his|her) majesty)/i.test(words.trim())

/** Whether the words begin the name of a body of its own: `HM Land Registry`. */
export const opensName = (words: string): boolean => OPENING.test(words.trim()) || OF_BODY.test(words.trim())

/** Whether somebody's title stands before the name, so that it is a person's beyond doubt. */
export const isTitled = (words: string): boolean => TITLED.test(words.trim())

/** Whether the words end in a part of the house. */
export const endsInBody = (words: string): boolean => BODY_END.test(words.trim()) || opensBody(words)

/** Titles that whoever holds another post has as well. */
export const isSecondTitle = (words: string): boolean =>
  /^(?:the\s+)?(?:(?:principal |additional )?accounting officer|company secretary|general counsel|head of profession|deputy\b.*|senior responsible owner)$/i.test(
    words.trim(),
  )

const TITLED =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|rev|cllr|(?:ch(?:ief)? |det |temp )?(?:supt|insp)|dci|sgt|capt|maj|col|cdr)\.?\s+/i

/** Two or three words with capitals, or initials and a surname, none of which is what a department does. */
function isPersonal(words: string): boolean {
  const plain = words.replace(TITLED, '')
  const hasTitle = plain !== words
  const parts = plain.split(/\s+/)
  const isCapital = (part: string) => /^(?:\p{Lu}\.?|\p{Lu}[\p{L}'\u2019-]+)$/u.test(part)
  if (parts.length > 3 || parts.length < (hasTitle ? 1 : 2) || !parts.every(isCapital)) return false
  return parts.every((part) => !SUBJECTS.has(part.toLowerCase()))
}
