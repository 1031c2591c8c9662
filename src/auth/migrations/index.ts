import type { Migration } from '#store';
import { auth } from './0002-auth.ts';
import { peopleSignIn } from './0022-people-sign-in.ts';
import { smart } from './0024-smart.ts';
import { barTable } from './0099-auth-bar.ts';
import { proofTable } from './0105-auth-proof.ts';
import { barClass } from './0158-auth-bar-class.ts';
import { seatClosed } from './0118-auth-seat-closed.ts';

export const authMigrations: readonly Migration[] = [
  auth,
  peopleSignIn,
  smart,
  seatClosed,
  barTable,
  proofTable,
  barClass,
];
