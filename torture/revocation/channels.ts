import { askToken, APP } from '../../src/app/smart/launching.testing.ts';
import type { Pair, World } from './world.ts';

/** Whether a channel still tells what it told before. Asked again and again until it does not. */
export type Channel = { readonly name: ChannelName; readonly tells: () => Promise<boolean> };

export const CHANNEL_NAMES = [
  'read',
  'search',
  'total',
  'include',
  'history',
  '$everything',
  'page',
  'open page',
  'app reads',
  'app asks for a new token',
  'calendar',
] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** Everything by which somebody is told of the person whom they were referred. */
export async function channelsOf({ launching }: World, pair: Pair): Promise<readonly Channel[]> {
  const { origin } = launching;
  const { cookie, token, result, patient, person, place, calendar } = pair;
  const get = async (path: string, headers: Readonly<Record<string, string>> = { cookie }) => {
    const answer = await fetch(`${origin}${path}`, { headers, redirect: 'manual' });
    const text = await answer.text();
    if (answer.status >= 500) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
    return { status: answer.status, text, headers: answer.headers };
  };
  const secret = `Secret${place}`;
  const told = async (path: string, words = secret) => {
    const { status, text } = await get(path);
    return status === 200 && text.includes(words);
  };
  const id = result.split('/')[1] ?? '';
  const mark = /data-mark="([^"]+)"/.exec((await get(`/people/${person}`)).text)?.[1] ?? '';
  let refreshToken = pair.refreshToken;
  return [
    { name: 'read', tells: () => told(`/fhir/${result}`) },
    { name: 'search', tells: () => told(`/fhir/Observation?patient=${patient}`) },
    { name: 'total', tells: () => told(`/fhir/Observation?patient=${patient}&_summary=count`, '"total":1') },
    { name: 'include', tells: () => told(`/fhir/Patient?_id=p${place}&_revinclude=Observation:patient`) },
    { name: 'history', tells: () => told(`/fhir/Observation/${id}/_history`) },
    { name: '$everything', tells: () => told(`/fhir/${patient}/$everything`) },
    // Who it is, the law tells whomever they were referred to; not what others wrote down.
    { name: 'page', tells: () => told(`/people/${person}`, `Noted${place}`) },
    {
      name: 'open page',
      tells: async () => {
        const asked = await get(`/still?person=${person}`, { cookie, 'if-none-match': `"${mark}"` });
        return asked.status === 304;
      },
    },
    {
      name: 'app reads',
      tells: async () => (await get(`/fhir/${result}`, { authorization: `Bearer ${token}` })).status === 200,
    },
    {
      name: 'app asks for a new token',
      tells: async () => {
        const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: APP.id };
        const { status, json } = await askToken(origin, form);
        if (status !== 200) return false;
        refreshToken = json['refresh_token'] as string;
        const authorization = `Bearer ${json['access_token'] as string}`;
        return (await get(`/fhir/${result}`, { authorization })).status === 200;
      },
    },
    { name: 'calendar', tells: async () => (await get(`/calendar/${calendar}.ics`, {})).status === 200 },
  ];
}
