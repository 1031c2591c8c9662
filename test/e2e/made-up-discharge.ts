const ICB = 'Organization/icb';
const HOSPITAL = 'Organization/acute';
const COUNCIL = 'Organization/council';
const pounds = (minor: number) => ({ minor, currency: 'GBP' });

function paid(
  id: string,
  by: { readonly to: string; readonly price: number; readonly system: string; readonly from: string },
) {
  const { to, price, system, from } = by;
  const line = { id, words: id.replace('-', ' '), unit: 'each', price: pounds(price) };
  return {
    id,
    cites: '6',
    clause: 'pay',
    activity: id,
    by: ICB,
    to: [to],
    price: { model: 'tariff', lines: [{ ...line, codes: { system, codes: [id] } }] },
    queryWorkingDays: 10,
    appliesFrom: from,
  };
}

/**
 * Days in hospital and hours of care at home, both paid by the board, the hours out of a pool of £10,000 a month: what packages cost
 * beyond it is carried by halves by the hospital, whose beds are free sooner, and the council. It is signed in the month in which it
 * begins, and counts from its first day. `month` counts from this one.
 */
export function homeSooner(system: string, month: (after: number) => string) {
  const from = month(0);
  return {
    id: 'home-sooner',
    version: 1,
    title: 'Home sooner',
    kind: 'alliance',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'payment',
    parties: [
      { organization: ICB, name: 'Vale Integrated Care Board' },
      { organization: HOSPITAL, name: 'Vale Hospitals NHS Trust' },
      { organization: COUNCIL, name: 'Vale County Council' },
    ],
    population: { words: 'adults of the Vale' },
    decided: from,
    effective: from,
    text: [
      { id: '1', section: 'aims', text: 'People go home as soon as they can.' },
      { id: '2', section: 'principles', text: 'Open books.', coverage: 'judgement' },
      { id: '3', section: 'decisions', text: 'All three decide together.', coverage: 'judgement' },
      { id: '4', section: 'exit', text: 'A partner leaves by agreement of all.', coverage: 'judgement' },
      { id: '5', text: 'The board puts in £120,000 a year for packages of care, month by month.' },
      { id: '6', text: 'Days in hospital and hours of care are paid by each, the hours out of what was put in.' },
      { id: '7', text: 'What packages cost beyond it is carried by halves by the hospital and the council.' },
      { id: '8', text: 'All change it together, for a year back at most.' },
    ],
    clauses: [
      { id: 'vary', cites: '8', clause: 'vary', agreedBy: 'parties', noticeDays: 0, backdateMonths: 12 },
      {
        id: 'money',
        cites: '5',
        clause: 'contribute',
        pool: 'packages',
        by: ICB,
        amount: pounds(12_000_000),
        period: { from, until: month(12) },
        every: 'month',
        dueWorkingDay: 1,
        varies: 'pro-rata',
        appliesFrom: from,
      },
      paid('bed-day', { to: HOSPITAL, price: 30_000, system, from }),
      { ...paid('care-hour', { to: COUNCIL, price: 2_500, system, from }), pool: 'packages' },
      {
        id: 'risk',
        cites: '7',
        clause: 'shareRisk',
        pool: 'packages',
        settled: 'month',
        overspend: [{ step: 'split', shares: [HOSPITAL, COUNCIL].map((organization) => ({ organization, parts: 1 })) }],
        underspend: [{ step: 'keep-in-pool' }],
      },
    ],
  };
}
