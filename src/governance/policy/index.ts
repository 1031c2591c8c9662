import type { Access } from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import { partnerOf } from '../decision/who.ts';
import { typedFrom } from '../programme/routes.ts';
import { readTyped, type Typed } from '../programme/typed.ts';
import type { PolicyAnswers } from './contract.ts';
import { addPolicyDeed, allPolicies, lockPolicies } from './policy.queries.ts';
import { OPENINGS, type PolicySaid, type PolicyState, RESTS } from './said.ts';
import { all, mayWrite, noPolicy, one } from './view.ts';

export function policyAnswers(acting: Acting): PolicyAnswers {
  return {
    all: (access) => all(acting, access),
    one: (access, id) => one(acting, access, id),
    enter: (access, typed) => enter(acting, access, typed),
    act: (access, id, done) => act(acting, access, id, done),
  };
}

const policy: RoutePolicy = { allow: 'signed-in' };

export function policyRoutes(answers: PolicyAnswers): readonly Route[] {
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, policy, handle });
  const post = (path: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    get('/api/policies', ({ access }) => answers.all(access)),
    post('/api/policies', ({ access, body }) => answers.enter(access, typedFrom(body))),
    get('/api/policies/:id', ({ access, params }) => answers.one(access, params['id'] ?? '')),
    post('/api/policies/:id/:deed', ({ access, params, body }) =>
      answers.act(access, params['id'] ?? '', { did: params['deed'] ?? '', typed: typedFrom(body) }),
    ),
  ];
}

const OBJECTIVES_MAX = 40;

async function enter(acting: Acting, access: Access, typed: Typed): Promise<Outcome<{ readonly id: string }>> {
  const book = acting.current.book();
  if (!mayWrite(book, access)) return notLead();
  const read = readTyped(typed, book, ({ text, day, optional }) => ({
    did: 'entered' as const,
    name: text('name', 'what it is called').slice(0, 200),
    source: text('source', 'where it can be read').slice(0, 500),
    from: day('from', 'from which it counts'),
    ...until(optional('until')),
    objectives: text('objectives', 'what it aims at, a line each')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .slice(0, OBJECTIVES_MAX),
  }));
  if (!read.ok) return read;
  return acting.store.write(async (transaction) => {
    await lockPolicies(transaction);
    const id = `p${(await allPolicies(transaction)).length + 1}`;
    await say(acting, { transaction, access }, id, read.value);
    return accepted({ id });
  });
}

async function act(
  acting: Acting,
  access: Access,
  id: string,
  { did, typed }: { readonly did: string; readonly typed: Typed },
): Promise<Outcome<true>> {
  const book = acting.current.book();
  if (!mayWrite(book, access)) return notLead();
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    await lockPolicies(transaction);
    const found = (await allPolicies(transaction)).find((each) => each.id === id);
    if (!found || !['opens', 'rests', 'withdrawn'].includes(did)) return noPolicy();
    const read = readTyped(typed, book, (reading): PolicySaid => {
      const { text, optional, holder } = reading;
      if (did === 'withdrawn') {
        const on = optional('on');
        return { did, on: isDay(on) && on <= book.today ? on : book.today, why: text('why', 'what ended it') };
      }
      const words = text('words', 'what it is').slice(0, 300);
      if (did === 'opens')
        return {
          did,
          what: OPENINGS.find((each) => each === optional('what')) ?? 'money',
          words,
          ...until(optional('until')),
        };
      const kind = RESTS.find((each) => each === optional('kind')) ?? 'fund';
      const programme = optional('programme');
      return {
        did: 'rests',
        id: `r${found.rests.length + 1}`,
        kind,
        words,
        ...(kind === 'programme' && programme !== '' ? { programme } : {}),
        owner: holder('owner'),
      };
    });
    if (!read.ok) return read;
    await say(acting, { transaction, access }, id, read.value);
    const after = read.value.did === 'withdrawn' && found.withdrawn === undefined ? found : undefined;
    if (after) await oweFalling(acting, { transaction, access }, after);
    return accepted(true);
  });
}

type Saying = { readonly transaction: Transaction; readonly access: Access };

/** Whoever owns what rests on it says what becomes of that. */
async function oweFalling(
  { obligations }: Acting,
  { transaction, access }: Saying,
  { id, name, rests }: PolicyState,
): Promise<void> {
  for (const rest of rests) {
    const opened = await obligations?.open(transaction, access, {
      kind: 'policy-withdrawn',
      key: `${id}.${rest.id}`,
      title: `Say what becomes of it without “${name}”: ${rest.words}`.slice(0, 200),
      owner: rest.owner,
      because: 'It rests on a policy that was withdrawn.',
      page: `/policies/${id}`,
      due: { in: 10, unit: 'working-days' },
    });
    if (opened && !opened.ok) throw new Error(`what a policy carried was not asked about: ${opened.refusals[0].code}`);
  }
}

async function say(acting: Acting, { transaction, access }: Saying, id: string, said: PolicySaid): Promise<void> {
  const organization = partnerOf(acting.current.book(), access)?.organization ?? '';
  await addPolicyDeed(transaction, { access, at: new Date(acting.now()) }, { policy: id, organization, said });
}

function until(typed: string): { readonly until?: Day } {
  return isDay(typed) ? { until: typed } : {};
}

function notLead(): Outcome<never> {
  return refuse(
    'forbidden',
    'governance.policy-whose',
    'Policies are kept by the programme leads and commissioners of partners.',
  );
}
