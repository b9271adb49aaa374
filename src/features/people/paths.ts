/** Every address of the room. */
export const paths = {
  home: '/people',
  units: '/people/units',
  persons: '/people/people',
  roles: '/people/roles',
  appointments: '/people/appointments',
  unit: (id: string) => `/people/units/${id}`,
  person: (id: string) => `/people/people/${id}`,
  role: (id: string) => `/people/roles/${id}`,
}
