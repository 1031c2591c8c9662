import { removeApp } from '#auth';
import { APP } from '../../src/app/smart/launching.testing.ts';
import { agreementsOn } from '../matrix/agreements.ts';
import { agreeOn } from '../matrix/world.ts';
import { CHANNEL_NAMES, type ChannelName } from './channels.ts';
import type { Pair, World } from './world.ts';

/** Why somebody may not see what they saw, and which channels have to go silent for it. */
export type Cause = {
  readonly name: string;
  readonly reaches: readonly ChannelName[];
  /** It takes effect with the write that says it: the very next request tells nothing, though the feed stands still. */
  readonly atOnce?: true;
  /** Resolves when whoever did it was told that it is done. */
  readonly act: (world: World, pair: Pair) => Promise<unknown>;
  readonly undo?: (world: World) => Promise<unknown>;
};

const RECORD = CHANNEL_NAMES.filter((name) => name !== 'calendar');
const APPS: readonly ChannelName[] = ['app reads', 'app asks for a new token'];
const HERE = CHANNEL_NAMES.filter((name) => !APPS.includes(name) && name !== 'calendar');

export const CAUSES: readonly Cause[] = [
  {
    name: 'the agreement is suspended',
    reaches: RECORD,
    act: async ({ server, lead }) => {
      const access = await server.app.core.auth.accessOfSeat(lead);
      return done(await server.app.answers.governance.suspend(access, 'sharing', 'A breach was found this morning.'));
    },
    undo: ({ agreed }) => agreed(),
  },
  {
    name: 'the notice of a partner has run out',
    reaches: RECORD,
    act: ({ server, today }) => {
      const left = agreementsOn(today).find(({ name }) => name === 'the surgery has left');
      return agreeOn(server, left?.stack ?? [], today);
    },
    undo: ({ agreed }) => agreed(),
  },
  {
    name: 'the person keeps it back',
    reaches: RECORD,
    act: async ({ server }, { self, seat }) => {
      const access = await server.app.core.auth.accessOfSeat(self);
      const wish = { what: { kind: 'everything' }, from: [seat.organization] } as const;
      return done(await server.app.answers.record.keepBack(access, wish));
    },
  },
  {
    name: 'a system sends what the person said',
    reaches: RECORD,
    atOnce: true,
    act: ({ system }, { patient }) =>
      system('POST', '/Consent', {
        resourceType: 'Consent',
        status: 'active',
        scope: { coding: [{ code: 'patient-privacy' }] },
        category: [{ text: 'privacy' }],
        patient: { reference: patient },
        policyRule: { coding: [{ code: 'OPTOUT' }] },
        dateTime: '2026-01-01',
        provision: { type: 'deny' },
      }),
  },
  {
    name: 'the referral ends',
    reaches: RECORD,
    atOnce: true,
    act: ({ system }, pair) => system('PUT', `/${pair.referral}`, referralOf(pair, 'completed', pair.patient)),
  },
  {
    name: 'the referral turns out to be of somebody else',
    reaches: RECORD,
    atOnce: true,
    act: ({ system }, pair) => system('PUT', `/${pair.referral}`, referralOf(pair, 'active', 'Patient/p0')),
  },
  {
    name: 'the referral is deleted',
    reaches: RECORD,
    atOnce: true,
    act: ({ system }, { referral }) => system('DELETE', `/${referral}`),
  },
  {
    name: 'the seat is ended',
    reaches: CHANNEL_NAMES,
    act: async ({ server, manager }, { seat }) =>
      done(await server.app.core.people.endSeat(manager, { seat: seat.id, ends: Date.now() })),
  },
  {
    name: 'they sign out',
    reaches: HERE,
    act: ({ server }, { cookie }) => server.app.core.auth.signOut(sidOf(cookie)),
  },
  {
    name: 'the session is ended from the list',
    reaches: HERE,
    act: async ({ server }, { seat, cookie }) => {
      const { people } = server.app.core;
      const session = await people.session(sidOf(cookie));
      return done(await people.endListed(seat, session?.id ?? ''));
    },
  },
  {
    name: 'the app gives its token back',
    reaches: ['app reads'],
    act: ({ launching }, { token }) => given(launching.origin, token),
  },
  {
    name: 'the app gives its refresh token back',
    reaches: APPS,
    act: ({ launching }, { refreshToken }) => given(launching.origin, refreshToken),
  },
  {
    name: 'what was given to the app is taken back',
    reaches: APPS,
    act: async ({ launching }, { cookie }) => {
      const headers = { cookie, 'sec-fetch-site': 'same-origin' };
      const page = await (await fetch(`${launching.origin}/apps`, { headers })).text();
      const grant = /name="grant" value="([^"]+)"/.exec(page)?.[1] ?? '';
      const body = new URLSearchParams({ action: 'end', grant });
      const answer = await fetch(`${launching.origin}/apps`, { method: 'POST', headers, body, redirect: 'manual' });
      if (answer.status !== 303) throw new Error(`not ended: ${answer.status}`);
    },
  },
  {
    name: 'the app is removed',
    reaches: APPS,
    act: ({ server }) => server.app.core.services.store.write((transaction) => removeApp(transaction, APP.id)),
    undo: ({ launching }) => launching.register({}),
  },
];

function referralOf({ referral, seat }: Pair, status: string, patient: string): object {
  const [resourceType, id] = referral.split('/');
  const performer = [{ reference: seat.organization }];
  const subject = { reference: patient };
  return { resourceType, id, status, intent: 'order', subject, performer, authoredOn: '2026-01-01' };
}

function sidOf(cookie: string): string {
  return cookie.slice(cookie.indexOf('=') + 1);
}

async function given(origin: string, token: string): Promise<void> {
  const answer = await fetch(`${origin}/smart/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token, client_id: APP.id }),
  });
  if (answer.status !== 200) throw new Error(`not taken back: ${answer.status} ${await answer.text()}`);
}

function done<T>(
  outcome:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly refusals: readonly { readonly text: string }[] },
): T {
  if (!outcome.ok) throw new Error(outcome.refusals.map(({ text }) => text).join(' '));
  return outcome.value;
}
