import { accounts } from '#features/accounts/room.ts'
import { administration } from '#features/administration/room.ts'
import { assessments } from '#features/assessments/room.ts'
import { assets } from '#features/assets/room.ts'
import { audit } from '#features/audit/room.ts'
import { home } from '#features/home/room.ts'
import { people } from '#features/people/room.ts'
import { plans } from '#features/plans/room.ts'
import { reports } from '#features/reports/room.ts'
import { risks } from '#features/risks/room.ts'
import { shares } from '#features/shares/room.ts'
import { statements } from '#features/statements/room.ts'
import { joinRooms, type Room } from '#platform/room/index.ts'
import { ground } from './ground.ts'

/** The rooms of the house, in the order in which the navigation leads to them. */
export const roomList: readonly Room[] = [
  plans,
  assessments,
  assets,
  risks,
  statements,
  reports,
  shares,
  administration,
  people,
  accounts,
  audit,
  home,
  ground,
]

export const rooms = joinRooms(roomList)
