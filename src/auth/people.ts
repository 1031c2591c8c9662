import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { happeningsOf, note } from './happening.ts';
import { seatsOf, type Seat } from './seat.ts';
import { codeAppOf, offerCodeApp } from './second/code-app.ts';
import { askToAuthenticate, askToRegister, passkeysOf, type Site } from './second/passkey.ts';
import { recoveryCodesLeft } from './second/recovery.ts';
import {
  enrol,
  isFresh,
  prove,
  proveFirst,
  removeWay,
  renewRecovery,
  signInByPasskey,
  type StepParts,
  waysOf,
} from './second/steps.ts';
import { endListed, findSession, sessionsOf } from './session.ts';
import { endSeat, give, invite, inviteAgain, type ManageParts, move, seatsIn } from './staff/manage.ts';
import { byLaw, endByLaw, letInByLaw } from './staff/by-law.ts';
import { letIn, letOut, proxiesOf, rescope } from './staff/proxy.ts';
import { expect, issuers, keepIssuer } from './upstream/issuer.ts';
import { comeBack, leaveFor } from './upstream/sign-in.ts';

export type PeopleParts = StepParts & ManageParts & { readonly issuerKey: Uint8Array };

/** How people sign in, what they hold, and who gives it to them. Everything that asks who somebody is stands in auth.ts. */
export type People = ReturnType<typeof openPeople>;

export function openPeople(parts: PeopleParts) {
  const { store, now, issuerKey } = parts;
  const held = (reader: Parameters<typeof seatsOf>[0], account: string) => seatsOf(reader, account, now());
  const upstream = { ...parts, seatsOf: held };
  return {
    ways: (account: string) => waysOf(store, account),
    /** Whether whoever asks proved a moment ago to be there. Who has no way to prove it (the demonstration) is let through. */
    stepUp: async ({ principal, proved }: Pick<Access, 'principal' | 'proved'>): Promise<Outcome<true>> => {
      if (isFresh(proved === undefined ? {} : { proved }, now())) return accepted(true);
      const ways = await waysOf(store, principal.replace(/^account\//, ''));
      return ways.passkeys > 0 || ways.codes ? proveFirst() : accepted(true);
    },
    /** Everything of an account that its holder sees. */
    account: async (account: string) => ({
      seats: await held(store, account),
      passkeys: await passkeysOf(store, account),
      codeApp: (await codeAppOf(store, account))?.confirmed === true,
      recoveryCodes: await recoveryCodesLeft(store, account),
      sessions: await sessionsOf(store, account, now()),
      happenings: await happeningsOf(store, account),
    }),
    askToRegister: (seat: Seat, site: Site) =>
      askToRegister(store, { account: seat.account, name: seat.name, site }, now()),
    askToAuthenticate: (site: Site, account?: string) => askToAuthenticate(store, site, now(), account),
    offerCodeApp: (seat: Seat) =>
      store.write((transaction) =>
        offerCodeApp(transaction, parts.codeKey, { account: seat.account, name: seat.name }),
      ),
    signInByPasskey: (answer: Parameters<typeof signInByPasskey>[1], from: Parameters<typeof signInByPasskey>[2]) =>
      signInByPasskey(parts, answer, from, held),
    prove: bound(parts, prove),
    enrol: bound(parts, enrol),
    removeWay: bound(parts, removeWay),
    renewRecovery: bound(parts, renewRecovery),
    /** Ends a session of one's own, by its id in the list. */
    endListed: (seat: Seat, id: string): Promise<Outcome<true>> =>
      store.write(async (transaction) => {
        const ended = await endListed(transaction, seat.account, id);
        if (!ended) return refuse('not-found', 'auth.no-such-session', 'This session has ended already.');
        await note(transaction, { account: seat.account, kind: 'session-ended' }, now());
        return accepted(true);
      }),
    /** The session of a cookie, whether or not it waits for its second step. */
    session: (sid: string) => findSession(store, sid, now()),
    ...staffOn(parts),
    issuers: () => issuers(store),
    keepIssuer: (issuer: Parameters<typeof keepIssuer>[2]) =>
      store.write((transaction) => keepIssuer(transaction, issuerKey, issuer)),
    expect: (who: Parameters<typeof expect>[1]) => store.write((transaction) => expect(transaction, who)),
    leaveFor: (issuer: string, back: string) => leaveFor(upstream, issuer, back),
    comeBack: (back: Parameters<typeof comeBack>[1], from: Parameters<typeof comeBack>[2]) =>
      comeBack(upstream, back, from),
  };
}

/** Who holds which seats, and who sees a record in somebody's place. */
function staffOn(parts: PeopleParts) {
  const { store, now } = parts;
  return {
    seatsIn: (organization: string) => seatsIn(store, organization, now()),
    give: bound(parts, give),
    invite: bound(parts, invite),
    inviteAgain: bound(parts, inviteAgain),
    move: bound(parts, move),
    endSeat: bound(parts, endSeat),
    proxiesOf: (person: string) => proxiesOf(store, person, now()),
    letIn: bound(parts, letIn),
    letInByLaw: bound(parts, letInByLaw),
    byLaw: bound(parts, byLaw),
    endByLaw: bound(parts, endByLaw),
    letOut: bound(parts, letOut),
    rescope: bound(parts, rescope),
  };
}

function bound<In extends readonly unknown[], Out>(
  parts: PeopleParts,
  act: (parts: PeopleParts, ...rest: In) => Out,
): (...rest: In) => Out {
  return (...rest) => act(parts, ...rest);
}
