/** How the cell of an action says that there is none, as far as its words alone tell. */
export type NoAction =
  /** Beyond doubt: `None`, `No further action`, `Withdrawn`. */
  | 'none'
  /** Only where nobody and no day stands beside it: `None required`, `No change`. */
  | 'perhaps'
  /** Declined in the words of a response: `Not agreed`. */
  | 'declined'
  /** It begins so, and its other words are not known: `None foreseen`. It is guessed as `perhaps` is. */
  | 'opening'
  /** It begins so, and goes on with what may be to do: `None, but train the staff`. */
  | 'unlikely'

const TAIL = String.raw`\s*[-\u2013\u2014:;,.(].{0,60}| (?:by|at|as|because|in|see)\b.{0,60}|`
const DECLINED = new RegExp(
  String.raw`^(?:(?:the )?(?:recommendation )?(?:is |was )?(?:not|isn['\u2019]t) (?:agreed|accepted|supported)(?:${TAIL})|(?:rejected|declined|disagreed?|refused)(?:${TAIL})|(?:will )?not (?:be(?:ing)? )?(?:taken forward|pursued|progressed))[.!]?$`,
  'i',
)
const NONE = new RegExp(
  String.raw`^(?:no|none|nil|nil returns?(?:${TAIL})|n\/?a(?:\s*[-\u2013\u2014:;,(]\s*(?:see|as|refer|not|recommendation|response|declined|rejected).{0,60})?|not applicable|not required|no (?:further |specific |management )?actions?(?: (?:(?:is|are|was|were|will|to|has|have|be|been|being) )*(?:required|needed|proposed|planned|taken|necessary))?|nothing(?: (?:further|more|else))?(?: (?:(?:is|will|to|be) )*(?:required|needed|proposed|planned|done|do|report|add))?|[-\u2013\u2014]+)[.!]?$`,
  'i',
)
const WHAT =
  '(?:(?:this |the )?(?:action|number|item|recommendation|task)s? (?:(?:no\\.? ?)?[a-z]{0,3}\\d[\\d.a-z]* )?)?'
const IS = '(?:has been |have been |was |were |is |are |now |been |already )*'
const OUT =
  '(?:withdrawn|cancel?led|superseded|deleted|void(?:ed)?|closed|removed|discontinued|abandoned|subsumed|not used|no longer (?:required|needed|necessary|applicable|relevant)|merged (?:with|into)|incorporated (?:in|into|with)|duplicates? of|replaced (?:by|with)|transferred to|moved to)'
const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*'
/** What stands in the place of an action that a log keeps only for its number; what was closed may be files. */
const TAKEN_OUT = new RegExp(
  String.raw`^[([]?${WHAT}${IS}${OUT}(?:\s*[-\u2013\u2014:;,.(].*| (?:by|in|on|at|as|see|since|from|because|due|following|per|under|after|with|into|${MONTH}|q[1-4]|\d)\b.*|(?<=by|of|with|into|to|in) .*)?[)\]]?[.!]?$`,
  'is',
)
const OPENS_TAKEN_OUT = new RegExp(String.raw`^[([]?${WHAT}${IS}${OUT}(?![-'\u2019]?[\p{L}\p{N}])`, 'iu')
/** How a denial begins. */
const OPENS_DENIAL =
  /^(?:[\s"'\u2018\u201c*(\u2013\u2014-]*)(?:there (?:is|are|was|were|has been|have been) |(?:currently|presently|at present),? )?(?:no|none|nil|nothing|not|n\/?a|never|neither|nobody)(?![-'\u2019/]?[\p{L}\p{N}])/iu
const ONLY_MARKS = /^[\s(*]*[-\u2013\u2014]+\s*\(/u
/** A bound, a number, and what is not all: such words begin what is to be done. */
const BEGINS_ACTION =
  /^(?:(?:no|not) (?:later|sooner|earlier|fewer|less|more|longer) than\b|no\.?\s*\d|not (?:only|before)\b)/i
const NO_REASON = /\b(?:need|plans?|intention|reason|requirement|nothing|action|change)s? to (?:be )?\p{L}+/giu

const KIND =
  '(?:(?:further|specific|management|additional|immediate|new|other|more|remedial|corrective|formal|material|significant|particular|current|outstanding|follow[- ]?up|urgent) )*'
const THING =
  '(?:actions?|improvements?|changes?|work|steps?|recommendations?|responses?|amendments?|remediation|measures?|tasks?|activit(?:y|ies)|gaps?|issues?|follow[- ]?up|interventions?|updates?|developments?|weaknesses|concerns?)'
const SUBJECT = `(?:none|nil|(?:nothing|no ${KIND}${THING})(?: (?:further|more|else))?)`
const VERB =
  '(?:(?:is|are|was|were|will|to|has|have|had|be|been|being|currently|considered|deemed|thought|felt) )*(?:required|needed|necessary|identified|planned|proposed|expected|anticipated|envisaged|noted|raised|found|arising|outstanding|recommended|taken|due)'
const TIME =
  '(?:at (?:present|this (?:time|stage|point|moment)|the (?:moment|time|present time))|as (?:yet|at present)|currently|presently|for (?:now|the (?:moment|time being|present))|(?:just )?now|yet|to date|so far|this (?:time|year|quarter|month|period)|in this (?:period|year|quarter))'
/** `None required`, `No improvement needed at this time`: what is not, and that it is not needed or not now. */
const NOT_NEEDED = new RegExp(`^${SUBJECT}(?: ${TIME})? ${VERB}(?:,? ${TIME})?(${TAIL})[.!]?$`, 'i')
const NOT_NOW = new RegExp(`^${SUBJECT},? ${TIME}(${TAIL})[.!]?$`, 'i')
const NO_CHANGE = new RegExp(`^no ${KIND}${THING}[.!]?$`, 'i')
/** Behind such a word something may be left to do after all. */
const EXCEPT =
  /\b(?:but|however|except|apart|other than|until|unless|although|though|once|when|will|to|should|must|need|please|so)\b/i

/** A statement before a colon, and not only a denial: what stands behind it may be to do. */
const STATEMENT = /^(?:\S+\s+){4,}\S+[:;]\s+\S/
/** `No longer keep paper`, `Never destroy what is asked for`: what is no more to be done. */
const FORBIDS = /^(?:no longer|never) (?:\S+\s+){2,}\S/i

/** What the words of an action's cell say of there being none, or null where they say something else. */
export function noActionIn(words: string): NoAction | null {
  if (DECLINED.test(words)) return 'declined'
  if (NONE.test(words)) return 'none'
  if (BEGINS_ACTION.test(words)) return null
  if (TAKEN_OUT.test(words)) return EXCEPT.test(words.replace(OPENS_TAKEN_OUT, '')) ? 'unlikely' : 'none'
  const [, tail] = NOT_NEEDED.exec(words) ?? NOT_NOW.exec(words) ?? []
  if (tail !== undefined) return EXCEPT.test(tail) ? 'unlikely' : 'perhaps'
  if (NO_CHANGE.test(words)) return 'perhaps'
  if (!OPENS_DENIAL.test(words) && !OPENS_TAKEN_OUT.test(words) && !ONLY_MARKS.test(words)) return null
  return mayBeToDo(words) ? 'unlikely' : 'opening'
}

/** Whether words that begin as a denial go on with what may be to do. */
const mayBeToDo = (words: string): boolean =>
  STATEMENT.test(words) || FORBIDS.test(words) || EXCEPT.test(words.replace(NO_REASON, '').replace(OPENS_TAKEN_OUT, ''))

/** Whether words say that there is no action, or begin as a denial, so that they name nothing. */
export function deniesAction(words: string): boolean {
  const said = noActionIn(words)
  return said === 'none' || said === 'perhaps' || (said === 'opening' && OPENS_DENIAL.test(words))
}
