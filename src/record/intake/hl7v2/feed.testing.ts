import type { Store } from '#store';
import { sql } from '#store';
import type { Opened } from '../../record.testing.ts';
import { intakeRoutes } from '../intake.routes.ts';
import { receiveOf } from './door.ts';
import { adt, obr, oru, pv1 } from './messages.testing.ts';

export type Body = Readonly<Record<string, unknown>> & { readonly resourceType: string };

/** Takes messages in as one file of an organisation. */
export async function taken(opened: Opened, organization: string, ...messages: readonly string[]) {
  async function* content() {
    yield messages.join('');
  }
  const system = await opened.system('Organization/loader');
  const report = await opened.answers.intake(system, { organization, name: 'feed.hl7', content: content() });
  if (!report.ok) throw new Error(report.refusals[0].text);
  return report.value;
}

/** What an organisation's feed has come to, without ids: each resource by what the sender calls it. */
export async function stateOf(store: Store, organization: string): Promise<Readonly<Record<string, Body>>> {
  const like = `%"urn:concord:feed:${organization}#%`;
  const rows = await store.all<{ body: string }>(sql`select body from resource where body like ${like}`);
  const all = rows.map(
    ({ body }) => JSON.parse(body) as Body & { readonly id: string; readonly meta: { readonly source: string } },
  );
  const names = new Map(all.map(({ id, meta }) => [id, meta.source]));
  const plain = (body: object) =>
    JSON.parse(
      JSON.stringify(body)
        .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) ?? 'elsewhere')
        .replaceAll(`urn:concord:feed:${organization}`, 'urn')
        .replaceAll(`Organization/${organization}`, 'Organization/us'),
    ) as Body;
  return Object.fromEntries(
    all
      .map(({ id: _id, meta, ...body }) => [meta.source.replace(/^[^#]*#/, ''), plain(body)] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

export async function of(store: Store, organization: string, type: string): Promise<Body> {
  const found = Object.values(await stateOf(store, organization)).filter(({ resourceType }) => resourceType === type);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} of ${type}`);
  return found[0];
}

export const at = (hour: string) => `20260301${hour}00+0000`;

/** Messages of one stay, as reliability asks: in whatever order and number they come, the end is the same. */
export const STORY = (from: string) => [
  adt(
    'A04',
    { from, control: '1', at: at('0700') },
    { pv1: pv1('V9', { kind: 'E', ward: 'ED', admitted: '202603010650' }), pid: 'T1^^^TRUST^MR||Oka^Ami' },
  ),
  adt(
    'A01',
    { from, control: '2', at: at('0800') },
    { pv1: pv1('V9', { admitted: '202603010755' }), pid: 'T1^^^TRUST^MR||Oka^Ami', more: ['DG1|1||I50.0^^I10|||W'] },
  ),
  adt(
    'A08',
    { from, control: '3', at: at('0830') },
    { pv1: pv1('V9'), pid: 'T1^^^TRUST^MR||Okafor^Amina||19570704|F' },
  ),
  adt(
    'A03',
    { from, control: '4', at: at('1000') },
    { pv1: pv1('V9', { discharged: '202603010955' }), pid: 'T1^^^TRUST^MR||||""', more: ['DG1|1||I50.0^^I10|||F'] },
  ),
  adt('A13', { from, control: '5', at: at('1005') }, { pv1: pv1('V9'), pid: 'T1^^^TRUST^MR' }),
  adt('A40', { from, control: '6', at: at('1100') }, { pid: 'T1^^^TRUST^MR', more: ['MRG|T0^^^TRUST^MR'] }),
  oru(
    { from, control: '7', at: at('0900') },
    obr('F9', { reported: at('0900'), status: 'P' }),
    ['NM|2951-2^Na^LN||140|mmol/L|||||P', 'NM|2823-3^K^LN||4.1|mmol/L|||||P'],
    'T1^^^TRUST^MR||Lab^Name',
  ),
  oru(
    { from, control: '8', at: at('0930') },
    obr('F9', { reported: at('0930') }),
    ['NM|2951-2^Na^LN||104|mmol/L|||||F'],
    'T1^^^TRUST^MR',
  ),
  oru(
    { from, control: '9', at: at('0945') },
    obr('F9', { reported: at('0945'), status: 'C' }),
    ['NM|2951-2^Na^LN||141|mmol/L|||||C'],
    'T1^^^TRUST^MR',
  ),
];

/** A state without its organisation. */
export function normal(state: object, organization: string): unknown {
  return JSON.parse(JSON.stringify(state).replaceAll(organization, 'us'));
}

/** The network's door, for a token of an organisation. */
export async function door(opened: Opened, organization: string): Promise<(message: string) => Promise<string>> {
  const [route] = intakeRoutes(opened.answers.intake, receiveOf(opened.services));
  const access = await opened.system(organization);
  return async (message) => {
    async function* body() {
      yield Buffer.from(message);
    }
    const answer = await route?.handle({
      params: {},
      query: new URLSearchParams(),
      headers: { 'content-type': 'x-application/hl7-v2+er7; charset=utf-8' },
      body: body(),
      access,
      repository: opened.repository.bind(access),
    });
    if (!answer?.ok) throw new Error(answer?.refusals[0].text);
    return (answer.value as { readonly answer: string }).answer;
  };
}
