import { dayIn, type Day } from '#base';
import { startTestServer, type TestServer } from '#testing/server';
import { compartmentOf } from '#repository';
import { sql } from '#store';
import { council, elmTree } from '../../src/agreement/sample.testing.ts';
import { APP, type Launching, tokensFor } from '../../src/app/smart/launching.testing.ts';
import { keepApp, type Seat } from '#auth';
import { agreementsOn } from '../matrix/agreements.ts';
import { agreeOn, enrolPartners } from '../matrix/world.ts';

/** Somebody at the council, one person whom they were referred, and an app that they opened for them. */
export type Pair = {
  readonly place: number;
  readonly seat: Seat;
  /** The person's own seat. */
  readonly self: Seat;
  readonly person: string;
  readonly patient: string;
  readonly result: string;
  readonly referral: string;
  readonly cookie: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly calendar: string;
};

export type World = {
  readonly server: TestServer;
  readonly today: Day;
  readonly launching: Launching;
  readonly pair: (place: number) => Promise<Pair>;
  readonly system: (method: string, path: string, body?: unknown) => Promise<void>;
  /** What the surgery and the council agreed runs, as at the beginning. */
  readonly agreed: () => Promise<void>;
  /** Somebody who acts for the surgery, and somebody who manages the seats of the council. */
  readonly lead: Seat;
  readonly manager: Seat;
  readonly close: () => Promise<void>;
};

export async function openWorld(now: number): Promise<World> {
  const server = await startTestServer();
  const today = dayIn('Europe/London', now);
  const [, inEffect] = agreementsOn(today);
  if (inEffect === undefined) throw new Error('nothing was agreed');
  await enrolPartners(server);
  const agreed = () => agreeOn(server, inEffect.stack, today);
  await agreed();
  const lead = await seated(server, { id: 'lead', role: 'ig-lead', organization: elmTree });
  const manager = await seated(server, { id: 'manager', role: 'ig-lead', organization: council });
  const { store } = server.app.core.services;
  const system: World['system'] = async (method, path, body) => {
    const answer = await fetch(`${server.base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await server.tokenFor('feed', elmTree)}`,
        'content-type': 'application/fhir+json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  const register: Launching['register'] = async (app) => {
    const kept = await store.write((transaction) => keepApp(transaction, { ...APP, ...app }, new Date()));
    if (!kept.ok) throw new Error(kept.refusals[0].text);
  };
  const signIn: Launching['signIn'] = async (seat) => {
    const answer = await fetch(`${server.app.address}/sign-in?link=link-${seat}`, { redirect: 'manual' });
    return (
      answer.headers
        .getSetCookie()
        .find((one) => one.startsWith('concord-sid='))
        ?.split(';')[0] ?? ''
    );
  };
  const launching: Launching = { server, origin: server.app.address, register, signIn, system };
  await register({});
  const pair = (place: number) => pairOn({ server, launching, system }, place);
  return { server, today, launching, pair, system, agreed, lead, manager, close: server.close };
}

type Seating = Pick<Seat, 'id' | 'role' | 'organization'> & { readonly person?: string };

async function seated({ app }: TestServer, seat: Seating): Promise<Seat> {
  const { auth } = app.core;
  const organizationName = seat.organization === council ? 'Vale Council' : 'Elm Tree Surgery';
  const account = `account-${seat.id}`;
  await auth.keepAccount({ id: account, name: `Who sits in ${seat.id}`, seats: [{ ...seat, organizationName }] });
  await auth.keepLink({ link: `link-${seat.id}`, seat: seat.id, reusable: true, days: 1 });
  const kept = (await auth.seats(account)).find(({ id }) => id === seat.id);
  if (!kept) throw new Error(`nobody sits in ${seat.id}`);
  return kept;
}

type Ground = Pick<World, 'server' | 'launching' | 'system'>;

async function pairOn({ server, launching, system }: Ground, place: number): Promise<Pair> {
  const [patient, result, referral] = [`Patient/p${place}`, `Observation/r${place}`, `ServiceRequest/s${place}`];
  const subject = { reference: patient };
  const put = (at: string, body: object) => {
    const [resourceType, id] = at.split('/');
    return system('PUT', `/${at}`, { resourceType, id, ...body });
  };
  await put(patient, { name: [{ family: `Revoked${place}`, given: ['Ada'] }], birthDate: '1950-01-01' });
  await put(result, { status: 'final', subject, code: { text: `Secret${place}` }, valueString: `Secret${place}` });
  await put(`Condition/c${place}`, { subject, code: { text: `Noted${place}` } });
  const performer = [{ reference: council }];
  await put(referral, { status: 'active', intent: 'order', subject, performer, authoredOn: '2026-01-01' });
  await server.app.caughtUp();
  const { bkt, cmp } = compartmentOf(patient);
  const row = await server.app.core.services.store.first<{ person: string }>(
    sql`select person from person_record where (bkt, cmp) = (${bkt}::smallint, ${cmp}::bigint)`,
  );
  const person = row?.person ?? '';
  const seat = await seated(server, { id: `nurse-${place}`, role: 'community-nurse', organization: council });
  const self = await seated(server, {
    id: `self-${place}`,
    role: 'person',
    organization: council,
    person: `Person/${person}`,
  });
  const cookie = await launching.signIn(seat.id);
  const scope = 'openid offline_access launch/patient patient/*.rs user/*.rs';
  const tokens = await tokensFor(launching, { scope, seat: seat.id, person: patient });
  const { obligations } = server.app.core;
  const access = await server.app.core.auth.accessOfSeat(seat);
  const feed = await obligations.feeds.make(access);
  return {
    place,
    seat,
    self,
    person,
    patient,
    result,
    referral,
    cookie,
    token: tokens['access_token'] as string,
    refreshToken: tokens['refresh_token'] as string,
    calendar: feed.ok ? feed.value : '',
  };
}
