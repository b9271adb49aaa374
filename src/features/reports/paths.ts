/** Every address of the room. */
export const paths = {
  home: '/reports',
  begin: (kind: string) => `/reports/begin/${kind}`,
  report: (id: string) => `/reports/papers/${id}`,
  compile: (id: string) => `/reports/papers/${id}/compile`,
  addPart: (id: string) => `/reports/papers/${id}/add-part`,
  issue: (id: string) => `/reports/papers/${id}/issue`,
  part: (id: string) => `/reports/parts/${id}`,
}
