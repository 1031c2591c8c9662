import { fc } from '#testing/chance';
import { day } from '#base';
import { expect, test } from 'vitest';
import { apply, end } from './apply.ts';
import { accountIn, type Book, emptyBook, type FencesOf, sharesOf } from './book.ts';
import type { AccountRef, AppliedLine, KeptEntry } from './entry.ts';
import { PARTNERS, pledged, spent } from './world.testing.ts';

const FUND: AccountRef = { kind: 'fund', currency: 'GBP' };

/** Two grants of one programme, the second one from June on, and another that has no grant; by which names money may be kept for each. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  'home-visits': ['home-visits', 'foot-grant', 'diabetes'],
  dressings: ['dressings', 'foot-grant', 'diabetes'],
  screening: ['screening', 'eye-grant', 'diabetes'],
  'foot-grant': ['foot-grant', 'diabetes'],
  diabetes: ['diabetes'],
  nursing: ['nursing'],
};
const fencesOf: FencesOf = (scheme, on) =>
  (LINES[scheme] ?? []).filter((fence) => fence !== 'eye-grant' || on >= '2026-06-01');

const SCHEMES = Object.keys(LINES);
const fence = fc.constantFrom('', ...SCHEMES, 'eye-grant', 'nobody-spends-this');
const minor = fc.bigInt({ min: 1n, max: 2_000_000n });
const on = fc.constantFrom(day('2026-05-04'), day('2026-06-15'));
const deed = fc.oneof(
  fc.record({ do: fc.constant('pledge' as const), owner: fc.constantFrom(...PARTNERS), minor, fence }),
  fc.record({
    do: fc.constantFrom('spend' as const, 'promise' as const),
    minor,
    scheme: fc.constantFrom('', ...SCHEMES),
    on,
    overspends: fc.boolean(),
  }),
  fc.record({ do: fc.constantFrom('keep' as const, 'release' as const), of: fc.nat(20), minor }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;
type World = { readonly book: Book; readonly promised: KeptEntry[] };

test('a ring-fenced penny is only ever spent on its lines, the closest first, and on them before money for all', () => {
  let [fencedPence, broader] = [0, 0];
  fc.assert(
    fc.property(fc.array(deed, { minLength: 5, maxLength: 60 }), (deeds) => {
      const world: World = { book: { ...emptyBook('fund/care'), fencesOf }, promised: [] };
      for (const [at, one] of deeds.entries()) {
        const lines = perform(world, one, `k${at}`);
        for (const { scheme = '', parts, about } of lines) {
          const names = scheme === '' ? [] : fencesOf(scheme, about);
          const used = parts.filter(({ minor: part }) => part > 0n);
          for (const { fence: from, minor: part } of used) {
            expect(['', ...names]).toContain(from);
            if (from === '') continue;
            fencedPence += Number(part);
            if (from !== scheme) broader += 1;
          }
          if (one.do === 'spend' || one.do === 'promise') nothingCloserLeft(world.book, names, used);
        }
        for (const { owner, posted, reserved } of sharesOf(accountIn(world.book, FUND)))
          if (owner !== '') expect([posted >= 0n, reserved >= 0n, posted - reserved >= 0n]).toEqual([true, true, true]);
      }
    }),
    { numRuns: 300 },
  );
  // Both happened, or nothing was shown.
  expect([fencedPence > 0, broader > 0]).toEqual([true, true]);
});

type Told = AppliedLine & { readonly about: ReturnType<typeof day> };

function perform({ book, promised }: World, done: Deed, key: string): readonly Told[] {
  if (done.do === 'pledge') {
    expect(apply(book, pledged(key, done.owner, done.minor, { fence: done.fence })).ok).toBe(true);
    return [];
  }
  if ('of' in done) {
    const [promise] = promised.splice(done.of % Math.max(1, promised.length), 1);
    if (!promise) return [];
    const total = promise.lines.reduce((sum, { minor: of }) => (of > 0n ? sum + of : sum), 0n);
    const ended = end(book, promise, done.do === 'release' ? 'none' : done.minor < total ? done.minor : 'all');
    return ended.ok ? ended.value.map((line) => ({ ...line, about: promise.effective })) : [];
  }
  const { scheme, on: effective, overspends } = done;
  const pending = done.do === 'promise' ? { pendingUntil: 9e12 } : {};
  const made = apply(book, spent(key, done.minor, { scheme, effective, overspends, ...pending }));
  if (!made.ok) return [];
  const { entry, lines } = made.value;
  if (done.do === 'promise') promised.push({ seq: key, ...entry, lines });
  return lines.map((line) => ({ ...line, about: effective }));
}

/** Where money of one name was taken, or nobody's, none is left under any closer name. */
function nothingCloserLeft(book: Book, names: readonly string[], used: AppliedLine['parts']): void {
  const order = [...names, ''];
  const places = used.map(({ owner, fence: from }) => (owner === '' ? order.length : order.indexOf(from)));
  const last = Math.max(0, ...places);
  const free = sharesOf(accountIn(book, FUND)).filter(
    ({ owner, fence: of, posted, reserved }) => owner !== '' && posted > reserved && order.slice(0, last).includes(of),
  );
  expect(free).toEqual([]);
}
