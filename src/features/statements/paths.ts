/** Every address of the room. */
export const paths = {
  home: '/statements',
  mine: '/statements/mine',
  statement: (id: string) => `/statements/answers/${id}`,
  countersign: (id: string) => `/statements/answers/${id}/countersign`,
  round: (id: string) => `/statements/rounds/${id}`,
  issueSince: (id: string) => `/statements/rounds/${id}/issue-since`,
  close: (id: string) => `/statements/rounds/${id}/close`,
  forms: '/statements/forms',
  newForm: '/statements/new-form',
  form: (key: string) => `/statements/forms/${key}`,
  editForm: (key: string) => `/statements/forms/${key}/edit`,
  issue: (key: string) => `/statements/forms/${key}/issue`,
}
