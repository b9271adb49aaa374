export type { Belonging, Chosen, RoleBelonging, UnitRecord, Which } from './belonging.ts'
export { type PersonReference, recordsOf, tiesOf } from './person-reference.ts'
export type { Content, Door, Furnishing, NeedsOf, Room, RoomPermission, Rooms, RunSource } from './room.ts'
export { joinRooms, usedFirst } from './rooms.ts'
