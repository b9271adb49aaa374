/** Every address of the room. They are the ones that people know from other services. */
export const paths = {
  signIn: '/sign-in',
  example: '/sign-in/example',
  first: '/sign-in/first-account',
  organisation: '/sign-in/organisation',
  organisationBack: '/sign-in/organisation/back',
  sessions: '/account/sessions',
  endSession: '/account/sessions/end',
  signOut: '/sign-out',
  account: '/account',
  password: '/account/password',
  keys: '/account/keys',
  endKey: '/account/keys/end',
  give: (personId: string) => `/account/of/${personId}`,
}
