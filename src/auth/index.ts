export { accessOfClient, accessOfSeat, type Keys, type PolicySource } from './access.ts';
export { type Auth, type AuthParts, type Caller, openAuth } from './auth.ts';
export { authMigrations } from './migrations/index.ts';
export { fromOurPages, type OriginHeaders } from './origin.ts';
export { purposeOf } from './purpose.ts';
export type { NewAccount, NewSeat, Seat } from './seat.ts';
export { installationSecret } from './secret.file.ts';
export { keyFor } from './secret.ts';
export { type Claims, issueToken, readToken } from './token.ts';
