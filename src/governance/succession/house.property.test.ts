import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { type Access, compile, filterFor, holds, type Stack } from '#agreement';
import { day } from '#base';
import { agreed, care, of, signed } from '../../agreement/hard-cases/vale.testing.ts';
import type { OpenBook, Partner } from '../book.ts';
import { standingVersions } from '../book.ts';
import { maySee, maySign } from '../may.ts';
import { schemeOf } from '../scheme.ts';
import { heirOf, type KeptSuccession, namesOf, outstanding } from './house.ts';

const NAMES = ['elm', 'mill', 'vale', 'council', 'community', 'hospital'] as const;
type Name = (typeof NAMES)[number];
const keyOf = (organization: string) => {
  const at = NAMES.findIndex((name) => of(name) === organization);
  return at < 0 ? undefined : at + 1;
};
const BEFORE = day('2026-09-30');
const ON = day('2026-10-01');

const parties = fc.subarray([...NAMES], { minLength: 2 });
const sharing = fc.record({ parties, sign: fc.boolean() });
const merger = fc.record({
  to: fc.constantFrom(...NAMES),
  from: fc.subarray([...NAMES], { minLength: 1, maxLength: 3 }),
});
const world = fc.record({
  agreements: fc.array(sharing, { minLength: 1, maxLength: 4 }),
  mergers: fc.array(merger, { minLength: 1, maxLength: 3 }),
  schemes: fc.subarray([...NAMES]),
});

/** Mergers that could be signed: nobody takes their own place, and who has gone neither goes again nor takes another's. */
function inOrder(mergers: readonly { readonly to: Name; readonly from: readonly Name[] }[]) {
  const gone = new Set<Name>();
  return mergers.flatMap(({ to, from }) => {
    const going = from.filter((name) => name !== to && !gone.has(name));
    if (gone.has(to) || going.length === 0) return [];
    for (const name of going) gone.add(name);
    return [{ to, from: going }];
  });
}

test('over random books nothing is orphaned: every party is somebody, who sees, signs and has the records of whom it followed', () => {
  fc.assert(
    fc.property(world, ({ agreements, mergers, schemes }) => {
      const order = inOrder(mergers);
      const stack = stackOf(agreements, order);
      const { successions } = compile(stack, ON);
      expect(compile(stack, BEFORE).successions).toEqual([]);
      const before = bookOf(stack, schemes, []);
      const after = bookOf(
        stack,
        schemes,
        successions.map((one): KeptSuccession => ({ ...one, at: new Date(0), seats: 0, obligations: 0 })),
      );
      expect(outstanding(before, successions)).toHaveLength(order.length);
      expect(outstanding(after, successions)).toEqual([]);
      for (const partner of after.partners) {
        const heir = after.partners.find((one) => one.organization === heirOf(after, partner.organization));
        expect(heir && namesOf(after, heir.organization)).toContain(partner.organization);
        if (heir) expectSame({ before, after, partner, heir, stack });
      }
    }),
    { numRuns: 150 },
  );
});

type Pair = {
  readonly before: OpenBook;
  readonly after: OpenBook;
  readonly partner: Partner;
  readonly heir: Partner;
  readonly stack: Stack;
};

/** What one could do the day before its successor can on the day. */
function expectSame({ before, after, partner, heir, stack }: Pair): void {
  for (const version of standingVersions(before)) {
    const now = standingVersions(after).find(({ instrument }) => instrument.id === version.instrument.id);
    if (!now) throw new Error('a version is gone');
    if (maySee(before, seat(partner), version)) expect(maySee(after, seat(heir), now)).toBe(true);
    if (maySign(before, seat(partner), version).ok) {
      const signs = maySign(after, seat(heir), now);
      expect(signs.ok).toBe(true);
      if (signs.ok) expect(namesOf(after, heir.organization)).toContain(signs.value.organization);
    }
  }
  const own = before.schemes.some(({ organization }) => organization === partner.organization);
  if (own) expect(after.schemes.map(({ organization }) => organization)).toContain(schemeHolder(after, heir));
  const was = compile(stack, BEFORE);
  const is = compile(stack, ON);
  for (const org of NAMES.map((_, at) => at + 1)) {
    const row = { org, basis: 1, cls: 3, lab: 0, personal: true };
    const access = { rel: 0b1111111, denyOrg: [], denyLab: 0, denyCls: 0 };
    const sees = (policy: typeof was, of: Partner) =>
      holds(filterFor(policy, { organization: of.key, role: 'gp', purpose: 'direct-care' }, keyOf), row, access);
    if (sees(was, partner)) expect(sees(is, heir)).toBe(true);
  }
}

function schemeHolder(book: OpenBook, heir: Partner): string {
  const { signs } = schemeOf(book, heir);
  return book.schemes.find((one) => one.signs === signs)?.organization ?? 'nobody';
}

function stackOf(
  agreements: readonly { readonly parties: readonly Name[]; readonly sign: boolean }[],
  order: readonly { readonly to: Name; readonly from: readonly Name[] }[],
): Stack {
  const shared = agreements.map(({ parties: names, sign }, at) => {
    const draft = agreed({
      id: `a${at}`,
      title: `Agreement ${at}`,
      parties: names,
      clauses: care('care', names, names),
    });
    return sign ? signed(draft) : { ...signed(draft), signatures: [] };
  });
  const merged = order.map(({ to, from }, at) =>
    signed(
      agreed({
        id: `m${at}`,
        title: `Merger ${at}`,
        parties: [...from, to],
        clauses: [{ id: 'merge', cites: '', clause: 'succeed', from: from.map(of), to: of(to), on: ON }],
      }),
    ),
  );
  return [...shared, ...merged];
}

function bookOf(stack: Stack, schemes: readonly Name[], succeeded: readonly KeptSuccession[]): OpenBook {
  return {
    name: 'Vale',
    partners: NAMES.map((name, at) => ({
      key: at + 1,
      organization: of(name),
      name,
      kind: 'general-practice',
      hosts: false,
      signingRoles: ['signatory'],
    })),
    versions: stack.map(({ instrument }) => ({ instrument, hash: '', proposed: new Date('2026-03-01') })),
    signatures: stack.flatMap(({ instrument, signatures }) =>
      signatures.map(({ organization }) => ({
        instrument: instrument.id,
        version: 1,
        organization,
        by: 'x',
        at: new Date('2026-03-01'),
      })),
    ),
    suspensions: [],
    notices: [],
    schemes: schemes.map((name) => ({
      organization: of(name),
      signs: [{ roles: ['signatory'], kinds: 'any' }],
      by: 'x',
      at: new Date(0),
    })),
    interpretations: [],
    succeeded,
    accessions: [],
    assurances: [],
    identities: [],
    feeds: [],
    acts: 0,
    zone: 'Europe/London',
    today: ON,
  };
}

function seat({ key }: Partner): Access {
  return {
    principal: 'account/x',
    role: 'signatory',
    purpose: 'planning',
    organization: key,
    basis: 0,
    viewer: 0,
    filter: { op: 'never' },
    writes: 'none',
    choosesIds: false,
  };
}
