import { setTimeout } from 'node:timers/promises';
import type { Cluster } from '../torture/cluster.ts';

export type Visitor = {
  readonly get: (path: string) => Promise<string>;
  readonly post: (path: string, body: object) => Promise<string>;
};

/** Signs in through the demonstration's link of a role, as its reader would, and keeps the cookie. */
export async function seededLinks(cluster: Cluster, role: string): Promise<Visitor> {
  const link = await signInAddress(cluster, role);
  const answer = await fetch(`${cluster.base()}${link}`, { redirect: 'manual' });
  const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  if (cookie === '') throw new Error(`signing in as ${role} answered ${answer.status} without a session`);
  const ask = async (path: string, more: RequestInit = {}): Promise<string> => {
    const headers = { cookie, origin: cluster.base(), 'content-type': 'application/json' };
    const page = await fetch(`${cluster.base()}${path}`, { ...more, headers });
    const text = await page.text();
    if (!page.ok) throw new Error(`${path}: ${page.status} ${text.slice(0, 200)}`);
    return text;
  };
  return {
    get: (path) => ask(path),
    post: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) }),
  };
}

/** The server answers before the demonstration is loaded; the links are printed once it is. */
export async function signInAddress(cluster: Cluster, role: string): Promise<string> {
  for (const until = Date.now() + LOADED_MS; Date.now() < until; await setTimeout(200)) {
    const line = cluster
      .output()
      .split('\n')
      .find((text) => text.includes(`, ${role} `));
    const link = /(\/sign-in\?link=\S+)/.exec(line ?? '')?.[1];
    if (link !== undefined) return link;
  }
  throw new Error(`no sign-in link for a ${role}`);
}

const LOADED_MS = 120_000;
