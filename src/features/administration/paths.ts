export const paths = {
  jobs: '/administration/jobs',
  job: (id: string) => `/administration/jobs/${id}`,
  retry: (id: string) => `/administration/jobs/${id}/retry`,
  giveUp: (id: string) => `/administration/jobs/${id}/give-up`,
  pause: '/administration/pause-jobs',
  resume: '/administration/resume-jobs',
  schedule: '/administration/schedule-of-jobs',
  failures: '/administration/failed-jobs',
  api: '/api/v1/administration/jobs',
  apiRetry: (id: string) => `/api/v1/administration/jobs/${id}/retry`,
  apiGiveUp: (id: string) => `/api/v1/administration/jobs/${id}/give-up`,
}
