export { entriesOf, type FoundEntry } from './asking.ts'
export { type Act, audit, byOf, bySystem } from './audit.ts'
export { canonical, type Json } from './canonical.ts'
export {
  Checkpoint,
  checkpointIn,
  type KeptCheckpoint,
  LEAVES,
  makeCheckpoint,
  objection,
  treeOver,
} from './checkpoint.ts'
export type { Actor, AuditEntry } from './entry.ts'
export { auditInWords } from './in-words.ts'
export { evidence, type GivenEvidence, keepCheckpoint, keptCheckpoints } from './keeping.ts'
export { fingerprint, installationKey, readPublicKey, signingKey } from './key.ts'
export { type AuditItem, auditMany } from './many.ts'
export { type Evidence, marksFor } from './marks.ts'
export { leafHash, MerkleTree } from './merkle.ts'
export { countOf, flawOf, type Proof, proofsOf } from './proving.ts'
export { placeEntries } from './sequence.ts'
export { type FrozenRows, standingOf, standingProblems } from './standing.ts'
export { isAllWell, type Verification, verifyAudit } from './verify.ts'
