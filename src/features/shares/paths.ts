const SHARES = '/shares'

/** Every address of the room. */
export const paths = {
  shares: SHARES,
  add: `${SHARES}/add`,
  load: `${SHARES}/load`,
  search: `${SHARES}/search`,
  policies: `${SHARES}/policies`,
  policy: (id: string) => `${SHARES}/policies/${id}`,
  share: (id: string) => `${SHARES}/${id}`,
  change: (id: string) => `${SHARES}/${id}/change`,
  files: (id: string) => `${SHARES}/${id}/files`,
  file: (id: string, item: string) => `${SHARES}/${id}/files/${item}`,
  /** Files alone, without folders and links, that fit a query such as `family=text`. */
  filesOf: (id: string, query = '') => `${SHARES}/${id}/files?kind=file${query === '' ? '' : `&${query}`}`,
  folders: (id: string) => `${SHARES}/${id}/folders`,
  emptyFolders: (id: string) => `${SHARES}/${id}/empty-folders`,
  duplicates: (id: string) => `${SHARES}/${id}/duplicates`,
  formats: (id: string) => `${SHARES}/${id}/formats`,
  scans: (id: string) => `${SHARES}/${id}/scans`,
  scan: (id: string, number: number | string) => `${SHARES}/${id}/scans/${number}`,
  droid: (id: string) => `${SHARES}/${id}/droid.csv`,
} as const
