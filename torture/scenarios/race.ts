import type { Violation } from '../checkers/record.ts';
import type { Cluster } from '../cluster.ts';
import { inArena, type Scenario } from '../scenario.ts';
import { SYSTEM } from '../writer.ts';

/** R10: 2 to 16 writers of one version: exactly one 200, the others 412. */
export const versionRaces: Scenario = {
  name: 'R10',
  run: ({ count, until }) =>
    inArena('r10', async ({ cluster, check }) => {
      await cluster.start();
      const violations: Violation[] = [];
      const made = await post(cluster, 'Patient', person('race'), {});
      const { id } = JSON.parse(made.text) as { id: string };
      let version = 1;
      let cases = 0;
      for (; cases < count && Date.now() < until; cases += 1) {
        const racers = 2 + (cases % 15);
        const answers = await Promise.all(
          Array.from({ length: racers }, (_, racer) =>
            call(cluster, 'PUT', `Patient/${id}`, {
              body: { ...person('race'), id, birthDate: day(cases, racer) },
              headers: { 'if-match': `W/"${version}"` },
            }),
          ),
        );
        const won = answers.filter((answer) => answer.status === 200).length;
        const lost = answers.filter((answer) => answer.status === 412).length;
        if (won !== 1 || won + lost !== racers)
          violations.push({
            invariant: 'R10',
            text: `race ${cases}: statuses ${answers.map((answer) => answer.status).join(' ')}`,
          });
        version += 1;
      }
      return { name: 'R10', cases, violations: [...violations, ...(await check())] };
    }),
};

/** R8: the same request many times at once, with one key: one effect, one answer. */
export const duplicates: Scenario = {
  name: 'R8',
  run: ({ count, seed, until }) =>
    inArena('r8', async ({ cluster, check }) => {
      await cluster.start();
      const violations: Violation[] = [];
      let cases = 0;
      for (; cases < count && Date.now() < until; cases += 1) {
        const name = `dup-${seed}-${cases}`;
        const times = 2 + (cases % 19);
        const answers = await Promise.all(
          Array.from({ length: times }, () => post(cluster, 'Patient', person(name), { 'idempotency-key': name })),
        );
        const bodies = new Set(answers.map((answer) => answer.text));
        if (bodies.size !== 1 || answers.some((answer) => answer.status !== 201))
          violations.push({
            invariant: 'R8',
            text: `${name}: ${bodies.size} answers, statuses ${answers.map((answer) => answer.status).join(' ')}`,
          });
        if (cases > 0) continue;
        const other = await post(cluster, 'Patient', person(`${name}-other`), { 'idempotency-key': name });
        if (other.status !== 422)
          violations.push({ invariant: 'R8', text: `a key used again for other bytes answered ${other.status}` });
      }
      return { name: 'R8', cases, violations: [...violations, ...(await check())] };
    }),
};

/** R11: a transaction that fails at entry k of n leaves nothing, for every k. */
export const failingTransactions: Scenario = {
  name: 'R11',
  run: ({ count, seed, until }) =>
    inArena('r11', async ({ cluster, check }) => {
      await cluster.start();
      const violations: Violation[] = [];
      let cases = 0;
      for (let size = 1; size <= count; size += 1)
        for (let bad = 0; bad < size && Date.now() < until; bad += 1) {
          cases += 1;
          const name = `tx-${seed}-${size}-${bad}`;
          const answer = await post(cluster, '', failing(name, size, bad), {});
          const left = await call(cluster, 'GET', `Patient?identifier=${encodeURIComponent(`${SYSTEM}|${name}`)}`, {});
          const found = (JSON.parse(left.text) as { total?: number }).total ?? 0;
          if (answer.status < 400 || answer.status >= 500 || found !== 0)
            violations.push({
              invariant: 'R11',
              text: `entry ${bad} of ${size} was bad: ${answer.status}, ${found} left`,
            });
        }
      return { name: 'R11', cases, violations: [...violations, ...(await check())] };
    }),
};

/** Entries that would succeed, all with one identifier, and one that updates a version nobody has. */
function failing(name: string, size: number, bad: number): object {
  const entry = Array.from({ length: size }, (_, index) =>
    index === bad
      ? {
          resource: { ...person(`${name}-bad`), id: 'no-such-version' },
          request: { method: 'PUT', url: 'Patient/no-such-version', ifMatch: 'W/"7"' },
        }
      : { resource: person(name), request: { method: 'POST', url: 'Patient' } },
  );
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

type Reply = { readonly status: number; readonly text: string };

async function call(
  cluster: Cluster,
  method: string,
  path: string,
  more: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> },
): Promise<Reply> {
  const answer = await fetch(`${cluster.base()}/fhir/${path}`, {
    method,
    headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json', ...more.headers },
    ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

function post(cluster: Cluster, path: string, body: object, headers: Readonly<Record<string, string>>): Promise<Reply> {
  return call(cluster, 'POST', path, { body, headers });
}

function person(name: string): object {
  return { resourceType: 'Patient', identifier: [{ system: SYSTEM, value: name }], name: [{ family: name }] };
}

/** A birth date that differs between racers and races. */
function day(race: number, racer: number): string {
  return new Date(Date.UTC(1900, 0, 1) + (race * 17 + racer) * 86_400_000).toISOString().slice(0, 10);
}
