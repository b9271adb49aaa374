import { lexicon, lookUp } from './cursor.ts'
import { NUMBERED, type Token } from './tokens.ts'

/**
 * The words that a reading may pass over without asking, and no others: they say who, what or how, and never when, whether or how much.
 * A word that bounds, negates, divides, doubts or orders in time has no place here (`draft`, `only`, `pilot`, `first`, `unless`).
 */
const HARMLESS: ReadonlySet<string> = new Set(
  [
    // Grammar.
    'a an the this these that and of to for in on at by with via per as from it its our their be been being is are was were has have had will shall should must which who but then next final rest remainder remaining noon',
    // What is promised.
    'action actions activity activities agenda agreement agreements annex appraisal appendix archive archives assessment assessments asset assets assurance audit audits briefing briefings brief business campaign case catalogue charter checklist code collection communication communications comms contract contracts course courses data database dataset datasets document documents documentation e-learning email emails event evidence exercise file files filing findings folder folders form forms framework frameworks governance guidance guide guides handbook induction information intranet inventory knowledge learning letter list log management manual map mapping meeting meetings memo migration minutes model module modules newsletter note notes notice paper papers plan plans policies policy portal practice presentation procedure procedures process processes product products profile programme programmes project projects proposal proposals protocol questionnaire recommendation recommendations record records register registers report reporting reports requirement requirements research response responses results return returns review reviews reviewed risk risks roadmap schedule schedules scheme schemes score security self seminar server servers service services session sessions share sharepoint site sites software solution specification standard standards statement statements storage strategies strategy structure submission summary survey system systems team teams template templates terms tool tools toolkit training transfer update updates upgrade version website work workflow workplan workshop workshops wording deliverable deliverables objective objectives output outputs task tasks item items issue issues kpi kpis metric metrics benefits budget money amount',
    // What is done to it.
    'accepted accept aim aims aiming respond conclude concluded planning quality acquire act address adopt adopted agree agreed align analyse appoint appointed appraise approach approval approve approved arrange assess build circulate circulated collate commission communicate communicated conduct conducted consider consult consultation create created decide decision define deliver delivering delivery deploy deployed deployment design develop developed development disposal dispose draw embed embedded enhance ensure establish evaluate expand feed finalise finalised go identify implement implementation implementing improve improved improvement include included incorporate inform install introduce introduced invite issue issued join laid launch lay lead live make meet monitor monitoring move obtain organise post prepare prepared present presented procure procurement produce produced promote provide publication publish raise ratified ratify receive record recruit recruited recruitment refresh refreshed report reported resolve retire roll rollout rolled run scope scoping seek set share sign signoff signed speak submit submitted support take test tested testing train transition upload use visit work working write written',
    // When it is said to be due, in words that change nothing.
    'action date dates deadline due target targets timescale timeframe timeline milestone milestones completion complete delivery eta estimate',
    // Who.
    'accountable accounting admin administration agencies agency alb albs archivist archivists arac authority board boards branch cabinet central champion champions chair chief cio ciso clinical colleagues comity commissioner committee committees communities community company consultant contractor contractors control corporate council councils court covid cto customer customers dda delivery department departmental departments deputy dhsc digital direction director directorate directorates directors division divisional divisions dpo dro external executive facilities finance foi gdpr governors governor government group groups head heads health home hospital house hr iao iaos ico ict im internal investigation it kim kims legal library lia local lords management manager managers member members minister ministers ministerial ministry national nhs office officer officers offices operational operations organisation organisations owner owners panel parliament parliamentary partner partners people permanent personnel practitioner practitioners professional property provider providers public regional regulator representative responsible rms school schools scrutiny secretariat secretary select senior siro staff stakeholder stakeholders steering supplier suppliers technical technology the tna trust trustees unit units user users vendor we wide',
  ]
    .join(' ')
    .split(' '),
)

/** Longer phrases with a word that alone would be asked about. */
const PHRASES = lexicon([
  [
    true,
    'in post|post filled|posts filled|post advertised|post recruited to|post holder|post holders|annual report|annual accounts|annual plan|annual conference|annual statement|annual assurance|annual business plan|annual governance statement|no further action|no further action required|no further action needed|no action required|no change|no changes|no issues|no delay|no delays|no slippage|without delay|without further delay|on track|on target|on schedule|if not sooner|if not earlier|if not before|sooner if possible|earlier if possible|or sooner if possible|or earlier if possible|laid before parliament|laid before the house|laid before both houses|lay before parliament|lay before the house|laying before parliament|to be laid before|laid before|in full|and so on|all staff|all users|all managers|all departments|all directorates|all business areas|all teams|all sites|all units|all owners|end users|first aid|in house|part of|to be held|will be held|be held|being held|hold a|hold an'.split(
      '|',
    ),
  ],
])

/** Where a phrase stands that changes nothing of when: the index after it, or null. */
export const passingPhrase = (tokens: readonly Token[], at: number): number | null =>
  lookUp(PHRASES, tokens, at)?.next ?? null

/** Whether a word says nothing of when, so that a reading stands though it was passed over. */
export const isHarmless = (word: string): boolean => {
  const plain = word.replace(/'s$/, '')
  return HARMLESS.has(plain) || NUMBERED.test(plain)
}

const HARMLESS_MARKS = new Set(`.,;:()[]{}-/\\'"“”‘’«»*&~!#@%•·|…≈–`.split(''))

/** Whether a mark says nothing of when. */
export const isHarmlessMark = (mark: string): boolean => HARMLESS_MARKS.has(mark)
