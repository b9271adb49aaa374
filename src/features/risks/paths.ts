/** Every address of the room. */
export const paths = {
  home: '/risks',
  risks: '/risks/risks',
  risk: (id: string) => `/risks/risks/${id}`,
  review: (id: string) => `/risks/risks/${id}/review`,
  escalate: (id: string) => `/risks/risks/${id}/escalate`,
  answer: (id: string) => `/risks/escalations/${id}`,
  escalations: '/risks/escalations',
  movement: '/risks/movement',
  matrix: '/risks/matrix',
  shrink: '/risks/matrix/fewer-steps',
  likelihoods: '/risks/likelihoods',
  impacts: '/risks/impacts',
  bands: '/risks/bands',
  categories: '/risks/categories',
  controls: '/risks/controls',
  mitigations: '/risks/mitigations',
  ties: '/risks/ties',
  incidents: '/risks/incidents',
  incident: (id: string) => `/risks/incidents/${id}`,
  log: (id: string) => `/risks/incidents/${id}/log`,
  /** What whoever hears of a breach is shown of it. */
  breach: (id: string) => `/risks/breaches/${id}`,
  report: '/risks/report-an-incident',
  /** What somebody reported themselves. */
  reportedOnes: '/risks/reported',
  reported: (id: string) => `/risks/reported/${id}`,
}
