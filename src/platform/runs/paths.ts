export const paths = {
  run: (id: string) => `/runs/${id}`,
  stop: (id: string) => `/runs/${id}/stop`,
  resume: (id: string) => `/runs/${id}/resume`,
  api: (id: string) => `/api/v1/runs/${id}`,
}
