export { assetOwners } from './store.ts'
export { ASSET as assetTarget, PLACE as placeTarget } from './targets.ts'
