export const ICB = 'Organization/icb';
export const TRUST = 'Organization/community';
export const HOSPITAL = 'Organization/acute';
export const PRACTICE = 'Organization/practice-1';
export const COUNCIL = 'Organization/council';
export const MOVES = 'http://example.org/moves';

export const pounds = (minor: number) => ({ minor, currency: 'GBP' });

/** The first of a month, so many months from this one. */
export function month(after: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + after, 1)).toISOString().slice(0, 10);
}

function reviews(id: string, to: string, price: number) {
  const codes = { system: MOVES, codes: ['review'] };
  const line = { id, words: id.replace('-', ' '), codes, unit: 'each', price: pounds(price) };
  const paid = { activity: 'reviews', by: ICB, to: [to], price: { model: 'tariff', lines: [line] } };
  return { id, cites: '6', clause: 'pay', ...paid, queryWorkingDays: 10 };
}

const LEAD = { organization: ICB, role: 'programme-lead' };
export const AGREED = {
  id: 'care-nearer-home',
  version: 1,
  title: 'Care nearer home',
  kind: 'alliance',
  rank: 'partnership',
  jurisdiction: 'england',
  purpose: 'payment',
  parties: [
    { organization: ICB, name: 'Vale Integrated Care Board' },
    { organization: TRUST, name: 'Vale Community NHS Trust' },
    { organization: HOSPITAL, name: 'Vale Hospitals NHS Trust' },
    { organization: PRACTICE, name: 'Elm Tree Surgery' },
  ],
  population: { words: 'adults of the Vale' },
  decided: month(-14),
  effective: month(-13),
  text: [
    { id: '1', section: 'aims', text: 'Care is given nearer home.' },
    { id: '2', section: 'principles', text: 'Open books.', coverage: 'judgement' },
    { id: '3', section: 'decisions', text: 'The board releases the money that bridges the move.' },
    { id: '4', section: 'exit', text: 'A partner leaves by agreement of all.', coverage: 'judgement' },
    { id: '6', text: 'Reviews are paid by each, in the hospital and in the practice.' },
    { id: '5', text: 'The board pays for running old and new side by side, in two tranches.' },
  ],
  clauses: [
    reviews('hospital-review', HOSPITAL, 11_800),
    reviews('practice-review', PRACTICE, 5_200),
    {
      id: 'the-board',
      cites: '3',
      clause: 'decide',
      topics: ['transition-money'],
      body: { name: 'The moving board', kind: 'board', members: [LEAD], chair: LEAD, secretary: LEAD },
      quorum: 1,
      by: 'majority',
    },
    {
      id: 'hump',
      cites: '5',
      clause: 'transition',
      fund: 'moving-money',
      by: ICB,
      to: TRUST,
      released: 'transition-money',
      doubleRunning: { from: month(-6), until: month(12) },
      tranches: [
        { id: 'tranche-1', amount: pounds(10_000_000), notBefore: month(-6), milestones: [] },
        {
          id: 'tranche-2',
          amount: pounds(6_000_000),
          notBefore: month(-1),
          milestones: [
            {
              id: 'clinics',
              words: 'three clinics held',
              evidence: { by: 'search', search: `Procedure?code=${MOVES}|clinic`, count: 3 },
            },
            {
              id: 'staff',
              words: 'staff signed off',
              evidence: { by: 'document', words: 'the register of sign-offs' },
            },
          ],
        },
      ],
      costs: [{ from: month(-6), monthly: pounds(1_000_000) }],
      savings: {
        words: 'bed day',
        at: TRUST,
        codes: { system: MOVES, codes: ['clinic-saved'] },
        before: 100,
        worth: pounds(30_000),
        fewer: [{ from: month(2), monthly: 60 }],
      },
      payBack: { from: month(2), every: 'quarter', percentOfSavings: 50, most: pounds(16_000_000) },
    },
  ],
};
