import type { MethodInput } from '../../../../shared/api/contract.ts'

/** Offices that a dialog adds. */
export type RosterAddition = MethodInput<'rosters.add'>['offices']
