import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import type { Amount } from '#agreement';
import type { Body, Remit } from './body.ts';
import { judge, routeUp } from './limits.ts';
import { firstBroken, type Sealed, seal } from './minutes.ts';
import { type Present, type Question, tally, type Vote, VOTES } from './vote.ts';

/** Random bodies: whoever sits in them, however they decide, whatever is asked of them. */
const pounds = (minor: number): Amount => ({ minor, currency: 'GBP' });
const amount = fc.integer({ min: 0, max: 200_000 }).map(pounds);
const limit = fc.option(amount, { nil: undefined });

const question: fc.Arbitrary<Question> = fc
  .record({
    size: fc.integer({ min: 1, max: 9 }),
    quorum: fc.integer({ min: 1, max: 9 }),
    by: fc.constantFrom<Remit['by']>('one-member', 'majority', 'two-thirds', 'all'),
    mustAgree: fc.subarray(['Organization/0', 'Organization/1', 'Organization/2']),
    asked: limit,
    who: fc.array(
      fc.record({
        seat: fc.integer({ min: 0, max: 10 }),
        person: fc.integer({ min: 0, max: 8 }),
        deputy: fc.boolean(),
        upTo: limit,
      }),
      { maxLength: 12 },
    ),
    recused: fc.uniqueArray(fc.integer({ min: 0, max: 10 }), { maxLength: 5 }),
    votes: fc.array(fc.record({ seat: fc.integer({ min: 0, max: 10 }), vote: fc.constantFrom<Vote>(...VOTES) }), {
      maxLength: 12,
    }),
  })
  .map(({ size, quorum, by, mustAgree, asked, who, recused, votes }) => ({
    remit: {
      quorum: Math.min(quorum, size),
      by,
      mustAgree,
      seats: Array.from({ length: size }, (_, at) => ({
        key: `s${at}`,
        organization: `Organization/${at % 4}`,
        role: 'commissioner' as const,
        livedExperience: at === 0,
      })),
    },
    ...(asked ? { amount: asked } : {}),
    present: who.map(
      ({ seat, person, deputy, upTo }): Present => ({
        seat: `s${seat}`,
        organization: `Organization/${seat % 4}`,
        principal: `account/${person}`,
        name: `P${person}`,
        ...(deputy ? { deputy: upTo ? { upTo } : {} } : {}),
      }),
    ),
    recused: new Set(recused.map((seat) => `s${seat}`)),
    votes: votes.map(({ seat, vote }) => ({ seat: `s${seat}`, vote })),
  }));

test('nothing is agreed without a quorum of members who may vote on it, and nobody counts twice', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const found = tally(asked);
      const seats = new Set(asked.remit.seats.map(({ key }) => key));
      expect(new Set(found.eligible).size).toBe(found.eligible.length);
      expect(found.for + found.against + found.abstained).toBe(found.eligible.length);
      for (const seat of found.eligible) {
        expect(seats.has(seat)).toBe(true);
        expect(asked.recused.has(seat)).toBe(false);
      }
      const people = found.eligible.map((seat) =>
        asked.present.filter((one) => one.seat === seat).map((one) => one.principal),
      );
      expect(new Set(people.flat()).size).toBeGreaterThanOrEqual(found.eligible.length);
      if (found.outcome !== 'agreed') return;
      expect(found.eligible.length).toBeGreaterThanOrEqual(asked.remit.quorum);
      expect(found.without).toEqual([]);
      if (asked.remit.by === 'majority') expect(found.for * 2).toBeGreaterThan(found.eligible.length);
      if (asked.remit.by === 'two-thirds') expect(found.for * 3).toBeGreaterThanOrEqual(found.eligible.length * 2);
      if (asked.remit.by === 'all') expect(found.for).toBe(found.eligible.length);
    }),
  );
});

test('whatever somebody who is recused does, it comes to the same as if they were not there', () => {
  fc.assert(
    fc.property(question, fc.constantFrom<Vote>(...VOTES), (asked, vote) => {
      const seats = [...asked.recused];
      const votes = [...asked.votes, ...seats.map((seat) => ({ seat, vote }))];
      const away = {
        ...asked,
        present: asked.present.filter(({ seat }) => !asked.recused.has(seat)),
        recused: new Set<string>(),
      };
      expect(tally({ ...asked, votes })).toEqual(tally(away));
    }),
  );
});

test('one more vote for it never turns what was agreed into what was not', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const before = tally(asked);
      const [seat] = before.eligible;
      if (before.outcome !== 'agreed' || seat === undefined) return;
      const votes = [...asked.votes.filter((one) => one.seat !== seat), { seat, vote: 'for' as const }];
      expect(tally({ ...asked, votes }).outcome).toBe('agreed');
    }),
  );
});

const TOPICS = ['podiatry', 'home-support', 'year-plan'];
const remit = fc
  .record({
    topics: fc.subarray(TOPICS, { minLength: 1 }),
    reserved: fc.subarray(TOPICS, { maxLength: 1 }),
    upTo: limit,
  })
  .map(({ topics, reserved, upTo }) => ({
    topics: topics.filter((topic) => !reserved.includes(topic)),
    reserved,
    ...(upTo ? { upTo } : {}),
  }));

const bodies = fc
  .array(
    fc.record({ instrument: fc.constantFrom('a', 'b'), remits: fc.array(remit, { minLength: 1, maxLength: 3 }) }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    all.map(
      ({ instrument, remits }, at) =>
        ({ id: `${instrument}~${at}`, name: `B${at}`, instrument, remits }) as unknown as Body,
    ),
  );

const PARENTS = (instrument: string) => (instrument === 'a' ? 'b' : 'a'); // a circle ends too

test('a matter is never decided above a limit or where it is kept back, and goes up to a body that may', () => {
  fc.assert(
    fc.property(bodies, fc.constantFrom(...TOPICS), limit, (all, topic, asked) => {
      const matter = { topic, ...(asked ? { amount: asked } : {}) };
      for (const body of all) {
        const judged = judge(body, matter);
        const kept = body.remits.some(({ reserved }) => reserved.includes(topic));
        const fits = body.remits.some(
          ({ topics, upTo }) => topics.includes(topic) && (!upTo || !asked || asked.minor <= upTo.minor),
        );
        expect(judged.may).toBe(fits && !kept);
        const up = routeUp(all, body, matter, PARENTS);
        if (up) expect(judge(up, matter).may).toBe(true);
        else expect(all.filter((one) => one.id !== body.id && judge(one, matter).may)).toEqual([]);
      }
    }),
  );
});

const texts = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 6 });

function chainOf(all: readonly string[]): Sealed[] {
  let previous = '';
  return all.map((text) => {
    const one = seal(text, previous);
    previous = one.hash;
    return one;
  });
}

test('sealed minutes tell any edit: a letter, a hash, one taken out, two changed over', () => {
  fc.assert(
    fc.property(
      texts,
      fc.nat(),
      fc.nat(),
      fc.constantFrom('text', 'hash', 'previous', 'drop', 'swap'),
      (all, at, letter, edit) => {
        const chain = chainOf(all);
        expect(firstBroken(chain)).toBeUndefined();
        const index = at % chain.length;
        const one = chain[index] as Sealed;
        const flipped = (text: string) => {
          const where = letter % Math.max(1, text.length);
          return `${text.slice(0, where)}${text[where] === '0' ? '1' : '0'}${text.slice(where + 1)}`;
        };
        if (edit === 'drop') {
          if (index === chain.length - 1) return; // the last is told by the meeting that names its seal
          expect(firstBroken(chain.filter((_, each) => each !== index))).toBe(index);
        } else if (edit === 'swap') {
          if (chain.length < 2) return;
          const other = (index + 1) % chain.length;
          const swapped = chain.map((each, n) => (n === index ? (chain[other] as Sealed) : n === other ? one : each));
          expect(firstBroken(swapped)).not.toBeUndefined();
        } else {
          const changed = { ...one, [edit]: flipped(one[edit]) };
          expect(firstBroken(chain.map((each, n) => (n === index ? changed : each)))).toBeLessThanOrEqual(index);
        }
      },
    ),
  );
});
