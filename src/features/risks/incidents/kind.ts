import { objectKind } from '#platform/access/index.ts'

/** Incidents are seen and handled in their unit, and in those above it; one that names no unit by those whose right holds everywhere. */
export const INCIDENT = objectKind(
  { key: 'incidents', shape: { table: ['risks', 'incident'], facts: { unitId: 'unit_id' } } },
  ({ holdsIn }) => ({
    deeds: {
      read: { allow: holdsIn('incidents:read', 'unitId') },
      handle: { allow: holdsIn('incidents:change', 'unitId') },
    },
  }),
)
