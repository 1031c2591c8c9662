export { colleaguesOf, knownAccounts } from './known.ts';
export { accessOfClient, accessOfSeat, type Keys, type PolicySource } from './access.ts';
export { type Auth, type AuthParts, type Caller, openAuth } from './auth.ts';
export type { NewLink } from './link.ts';
export { holdersOf } from './holders.ts';
export { moveSeats, seatCounts } from './succession.ts';
export { authMigrations } from './migrations/index.ts';
export { networkOf } from './network.ts';
export { fromOurPages, type OriginHeaders } from './origin.ts';
export { type Happening, type Noted } from './happening.ts';
export { openPeople, type People, type PeopleParts } from './people.ts';
export { purposeOf } from './purpose.ts';
export type { NewAccount, NewSeat, Proxy, Seat } from './seat.ts';
export { type From, isFresh, type Proof, type Ways } from './second/steps.ts';
export type { Passkey, Site } from './second/passkey.ts';
export type { Session } from './session.ts';
export { type Held, INVITATION_DAYS, MANAGERS } from './staff/manage.ts';
export { DESK, type SeatByLaw } from './staff/by-law.ts';
export { type Bar, bar, endBar } from './staff/bar.ts';
export { type Sitting, sittingFor } from './staff/proxy.ts';
export { type EndingSeat, seatsEnding } from './staff/ending.ts';
export {
  closeLogins,
  emptyRoles,
  type Leave,
  leave,
  lockStaff,
  practitionerId,
  type StaffSeat,
  staffOf,
} from './staff/leave.ts';
export * from './smart/index.ts';
export { installationSecret } from './secret.file.ts';
export { keyFor } from './secret.ts';
export { type Claims, issueToken, readToken } from './token.ts';
