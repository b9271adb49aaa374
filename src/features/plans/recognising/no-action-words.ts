/** How the cell of an action says that there is none, as far as its words alone tell. */
export type NoAction =
  /** Beyond doubt: `None`, `No further action`, `Withdrawn`. */
  | 'none'
  /** Only where nobody and no day stands beside it: `None required`, `No change`. */
  | 'perhaps'
  /** Declined in the words of a response: `Not agreed`. */
  | 'declined'

const TAIL = String.raw`\s*[-\u2013\u2014:;,.(].{0,60}| (?:by|at|as|because|in|see)\b.{0,60}|`
const DECLINED = new RegExp(
  String.raw`^(?:(?:the )?(?:recommendation )?(?:is |was )?(?:not|isn['\u2019]t) (?:agreed|accepted|supported)(?:${TAIL})|(?:rejected|declined|disagreed?|refused)(?:${TAIL})|(?:will )?not (?:be(?:ing)? )?(?:taken forward|pursued|progressed))[.!]?$`,
  'i',
)
const NONE = new RegExp(
  String.raw`^(?:no|none|nil|nil returns?(?:${TAIL})|n\/?a(?:\s*[-\u2013\u2014:;,(]\s*(?:see|as|refer|not|recommendation|response|declined|rejected).{0,60})?|not applicable|not required|no (?:further |specific |management )?actions?(?: (?:(?:is|are|was|were|will|to|has|have|be|been|being) )*(?:required|needed|proposed|planned|taken|necessary))?|nothing(?: (?:further|more|else))?(?: (?:(?:is|will|to|be) )*(?:required|needed|proposed|planned|done|do|report|add))?|[-\u2013\u2014]+)[.!]?$`,
  'i',
)
/** What stands in the place of an action that a log keeps only for its number. */
const TAKEN_OUT =
  /^[([]?(?:(?:this |the )?(?:action|number|item)s? )?(?:(?:has been |was |is |now |been )*(?:withdrawn|cancelled|superseded|deleted|void|not used)|no longer (?:required|needed|necessary|applicable|relevant))[)\]]?[.!]?$/i

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
  /\b(?:but|however|except|apart|other than|until|unless|although|though|once|when|will|to|should|must|need|please)\b/i

/** What the words of an action's cell say of there being none, or null where they say something else. */
export function noActionIn(words: string): NoAction | null {
  if (DECLINED.test(words)) return 'declined'
  if (NONE.test(words) || TAKEN_OUT.test(words)) return 'none'
  const [, tail] = NOT_NEEDED.exec(words) ?? NOT_NOW.exec(words) ?? []
  if (tail === undefined) return NO_CHANGE.test(words) ? 'perhaps' : null
  return EXCEPT.test(tail) ? null : 'perhaps'
}
