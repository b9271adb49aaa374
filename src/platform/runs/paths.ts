/** Each kind of run has addresses of its own, because each has a permission of its own. */
export const paths = {
  run: (kind: string, id: string) => `/runs/${kind}/${id}`,
  stop: (kind: string, id: string) => `/runs/${kind}/${id}/stop`,
  resume: (kind: string, id: string) => `/runs/${kind}/${id}/resume`,
  api: (kind: string, id: string) => `/api/v1/runs/${kind}/${id}`,
}
