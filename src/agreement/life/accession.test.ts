import { day } from '#base';
import { expect, test } from 'vitest';
import { filterFor } from '../filter.ts';
import { holds } from '../expr.ts';
import { inForce, type StackEntry, standings, turningDays } from '../force.ts';
import type { Instrument } from '../instrument.ts';
import { compile } from '../policy.ts';
import { council, elmTree, riverside, sharing, today } from '../sample.testing.ts';
import { classNumber, relationshipBits } from '../words.ts';
import type { Accession } from './accession.ts';

const mill = 'Organization/mill-lane';
const keyOf = (name: string) => [elmTree, riverside, council, mill].indexOf(name) + 1 || undefined;
const on = day('2026-06-10');
const accession: Accession = {
  party: { organization: mill, name: 'Mill Lane', kind: 'general-practice' },
  on,
  like: elmTree,
};

function signed(instrument: Instrument = sharing(), more: Partial<StackEntry> = {}): StackEntry {
  const signatures = [elmTree, riverside, council].map((organization) => ({ organization, on: day('2026-03-20') }));
  return { instrument, signatures, suspensions: [], accessions: [accession], ...more };
}

/** Whether a therapist of Riverside sees a result that an organisation recorded of somebody referred to them. */
function seen(of: string, at: string): boolean {
  const filter = filterFor(
    compile([signed()], day(at)),
    { organization: 2, role: 'therapist', purpose: 'direct-care' },
    keyOf,
  );
  const row = { org: keyOf(of) ?? 0, basis: 1, cls: classNumber('results'), lab: 0, personal: true };
  return holds(filter, row, { rel: relationshipBits('referred'), denyOrg: [], denyLab: 0, denyCls: 0 });
}

test('who joins has the place of the partner it stands beside, from its first day on and never before', () => {
  expect(['2026-06-09', '2026-06-10'].map((at) => seen(mill, at))).toEqual([false, true]);
  expect(['2026-06-09', '2026-06-10'].map((at) => seen(elmTree, at))).toEqual([true, true]);
  expect(turningDays([signed()], today)).toContain(on);
});

test('nobody signs anew because somebody joined; the next version is theirs to sign too', () => {
  const next = { ...signed(sharing({ version: 2 }), { accessions: [] }) };
  const [first, second] = standings([signed(), next], day('2026-06-11'));
  expect(first?.awaited).toEqual([]);
  expect(second).toMatchObject({ standing: 'awaiting-signatures', awaited: [mill] });
});

test('who joined leaves by notice like the others', () => {
  const leave = {
    id: 'leave',
    cites: '4.2',
    clause: 'leave' as const,
    by: 'parties' as const,
    noticeDays: 10,
    exitPlan: [],
    runOffDays: 0,
  };
  const draft = sharing({ clauses: [...sharing().clauses, leave] });
  const notices = [{ organization: mill, given: day('2026-06-12') }];
  const parties = (at: string) =>
    inForce([signed(draft, { notices })], day(at)).flatMap(({ instrument }) =>
      instrument.parties.map(({ name }) => name),
    );
  expect(parties('2026-06-21')).toContain('Mill Lane');
  expect(parties('2026-06-22')).toEqual(['Elm Tree Surgery', 'Riverside Community Trust', 'Vale Council']);
});
