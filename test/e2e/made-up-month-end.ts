export const ICB = { organization: 'Organization/icb', name: 'Vale Integrated Care Board' };
export const HOSPITAL = { organization: 'Organization/acute', name: 'Vale Hospitals NHS Trust' };
export const TRUST = { organization: 'Organization/community', name: 'Vale Community NHS Trust' };
export const COUNCIL = { organization: 'Organization/council', name: 'Vale County Council' };
export const CARE = 'http://example.org/urgent-care';
export const FUND = 'month-end-fund';

export const pounds = (minor: number) => ({ minor, currency: 'GBP' });

const SIGNED = new Date();

/** The first of a month, so many months from the month end: the year begins next month, and the month end is three months later. */
export function month(after: number): string {
  return new Date(Date.UTC(SIGNED.getUTCFullYear(), SIGNED.getUTCMonth() + 4 + after, 1)).toISOString().slice(0, 10);
}

/** The fifth of the month after, when its books are closed. */
export const MONTH_END = Date.parse(`${month(0)}T12:00:00Z`) + 4 * 86_400_000;

/** The last day of the month before this one. */
export function monthEnd(): string {
  return new Date(Date.parse(month(0)) - 86_400_000).toISOString().slice(0, 10);
}

const YEAR = { from: month(-3), until: month(9) };

type Put = { readonly pool: string; readonly minor: number; readonly every: 'month' | 'once' };

function puts(id: string, by: string, { pool, minor, every }: Put) {
  const what = { pool, by, amount: pounds(minor), period: YEAR, every };
  return {
    id,
    cites: '5',
    clause: 'contribute',
    ...what,
    dueWorkingDay: 1,
    varies: 'pro-rata',
    appliesFrom: month(-3),
  };
}

function pays(activity: string, to: string, price: number, pool?: string) {
  const line = { id: activity, words: activity.replaceAll('-', ' '), unit: 'each', price: pounds(price) };
  const price_ = { model: 'tariff', lines: [{ ...line, codes: { system: CARE, codes: [activity] } }] };
  const paid = {
    activity,
    by: ICB.organization,
    to: [to],
    price: price_,
    queryWorkingDays: 10,
    appliesFrom: month(-3),
  };
  return { id: activity, cites: '6', clause: 'pay', ...paid, ...(pool === undefined ? {} : { pool }) };
}

const HALF = [ICB, HOSPITAL].map(({ organization }) => ({ organization, parts: 1 }));

/**
 * Four partners and a year that is three months old. What urgent care spends too much is met by what home first did not spend, then by
 * halves up to £150,000, then by what prevention did not spend, and the rest is the board's.
 */
export const AGREED = {
  id: FUND,
  version: 1,
  title: 'Urgent care of the Vale',
  kind: 'alliance',
  rank: 'partnership',
  jurisdiction: 'england',
  purpose: 'payment',
  parties: [ICB, HOSPITAL, TRUST, COUNCIL],
  population: { words: 'adults of the Vale' },
  decided: month(-14),
  effective: month(-13),
  text: [
    { id: '1', section: 'aims', text: 'Urgent care is paid for together.' },
    { id: '2', section: 'principles', text: 'Open books.', coverage: 'judgement' },
    { id: '3', section: 'decisions', text: 'Each charge is agreed.', coverage: 'judgement' },
    { id: '4', section: 'exit', text: 'A partner leaves by agreement of all.', coverage: 'judgement' },
    { id: '5', text: 'The board and the council put in money by the month.' },
    { id: '6', text: 'Care is paid by each.' },
    { id: '7', text: 'What is over at the end of the year is met in this order.' },
    { id: '8', text: 'All change it together, for a year back at most.' },
  ],
  clauses: [
    { id: 'vary', cites: '8', clause: 'vary', agreedBy: 'parties', noticeDays: 0, backdateMonths: 12 },
    puts('board-money', ICB.organization, { pool: 'urgent-care', minor: 480_000_000, every: 'month' }),
    puts('council-money', COUNCIL.organization, { pool: 'urgent-care', minor: 120_000_000, every: 'month' }),
    puts('home-first-money', ICB.organization, { pool: 'home-first', minor: 18_000_000, every: 'once' }),
    puts('prevention-money', ICB.organization, { pool: 'prevention', minor: 9_000_000, every: 'once' }),
    pays('non-elective-spell', HOSPITAL.organization, 750_000, 'urgent-care'),
    pays('community-nursing', TRUST.organization, 50_000, 'urgent-care'),
    pays('attendance', HOSPITAL.organization, 30_000),
    pays('nurse-visit', TRUST.organization, 2_500),
    {
      id: 'risk',
      cites: '7',
      clause: 'shareRisk',
      pool: 'urgent-care',
      settled: 'year',
      overspend: [
        { step: 'use-underspends', of: ['home-first'] },
        { step: 'split', shares: HALF, most: pounds(15_000_000) },
        { step: 'use-underspends', of: ['prevention'] },
        { step: 'carry', by: ICB.organization },
      ],
      underspend: [{ step: 'keep-in-pool' }],
    },
  ],
};

/** Planned for each month of the year; what was done since is £310,000 more than the four months that began were to cost. */
export function budgetText(): string {
  const months = Array.from({ length: 12 }, (_, at) => month(at - 3).slice(0, 7));
  const lines = months.flatMap((one) => [`non-elective-spell,${one},480000`, `community-nursing,${one},20000`]);
  return ['scheme,month,amount', ...lines].join('\n');
}
