/** Every address of the room. A question of a system has the system's id in the query. */
const of = (kind: string) => (id: string) => `/assessments/${kind}/${id}`
const below = (kind: string, part: string) => (id: string) => `/assessments/${kind}/${id}/${part}`

export const paths = {
  home: '/assessments',
  frameworks: '/assessments/frameworks',
  frameworkAdd: '/assessments/frameworks/add',
  framework: of('frameworks'),
  frameworkFile: below('frameworks', 'file'),
  frameworkDraft: below('frameworks', 'draft'),
  frameworkPublish: below('frameworks', 'publish'),
  frameworkWithdraw: below('frameworks', 'withdraw'),
  frameworkFacts: below('frameworks', 'facts'),
  frameworkScale: below('frameworks', 'scale'),
  frameworkText: below('frameworks', 'text'),
  frameworkSection: (id: string, section: string) => `/assessments/frameworks/${id}/sections/${section}`,
  frameworkQuestion: (id: string, question: string) => `/assessments/frameworks/${id}/questions/${question}`,
  campaignAdd: '/assessments/campaigns/add',
  campaign: of('campaigns'),
  campaignChange: below('campaigns', 'change'),
  campaignUnits: below('campaigns', 'units'),
  campaignOpen: below('campaigns', 'open'),
  campaignClose: below('campaigns', 'close'),
  campaignPublish: below('campaigns', 'publish'),
  heatMap: below('campaigns', 'results'),
  league: below('campaigns', 'league'),
  movement: below('campaigns', 'movement'),
  spread: below('campaigns', 'spread'),
  board: below('campaigns', 'report'),
  following: below('campaigns', 'following'),
  rules: below('campaigns', 'rules'),
  unit: of('units'),
  unitManage: below('units', 'manage'),
  unitLead: below('units', 'lead'),
  question: (id: string, question: string) => `/assessments/units/${id}/questions/${question}`,
  check: below('units', 'check'),
  submit: below('units', 'submit'),
  decline: below('units', 'decline'),
  delegate: below('units', 'delegate'),
  systems: below('units', 'systems'),
  meeting: below('units', 'meeting'),
  evidenceFile: (id: string) => `/assessments/evidence/${id}/file`,
  evidenceWithdraw: (id: string) => `/assessments/evidence/${id}/withdraw`,
  moderate: below('units', 'moderate'),
  moderateQuestion: (id: string, question: string) => `/assessments/units/${id}/moderate/${question}`,
  reply: (moderationId: string) => `/assessments/moderations/${moderationId}/reply`,
  final: below('units', 'final'),
  unitResults: below('units', 'results'),
  unitReport: below('units', 'report'),
  findings: below('units', 'findings'),
  findingPlan: (id: string) => `/assessments/findings/${id}/plan`,
  rescore: (id: string) => `/assessments/findings/${id}/rescore`,
  repeat: below('units', 'repeat'),
  consequence: of('consequences'),
  letter: below('consequences', 'letter'),
  visit: below('units', 'visit'),
  figures: below('units', 'figures'),
  unitReturn: (id: string, frameworkId: string) => `/assessments/units/${id}/returns/${frameworkId}`,
  returns: below('units', 'returns'),
}

/** The address of a question, of one system where it is asked of systems. */
export const forSystem = (path: string, systemId: string | null) =>
  systemId === null ? path : `${path}?system=${systemId}`

/** Where the list of what waits for moderators begins on the page that it is on. */
export const TO_MODERATE = 'to-moderate'
