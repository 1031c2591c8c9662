import { day } from '#base';
import type { OwnBooks } from '#money/contract';
import { STATEMENT } from './made-up-money.ts';

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const fund = { code: '5210', costCentre: 'ASC-104', vat: 'non-business' };

const REGIMES = [
  {
    id: 'section-33',
    title: 'Delivered by a local authority',
    law: 'Value Added Tax Act 1994, section 33; HMRC, VATGPB6640 and VATGPB4000',
    words:
      'The partners buy out of joint funds, and agreed that a local authority delivers: the tax on what it buys for them is refunded to it.',
    of: ['local-authority'],
    refund: 'all',
  },
  {
    id: 'section-41',
    title: 'Delivered by an NHS body',
    law: 'Value Added Tax Act 1994, section 41; HMRC, VATGPB6640 and VATGPB9700',
    words: 'An NHS body claims the tax on contracted-out services back, and on nothing else.',
    of: ['care-board'],
    refund: 'contracted-out',
  },
] as const;

export const OWN_BOOKS: OwnBooks = {
  pool: STATEMENT.pool,
  partner: STATEMENT.partner,
  from: day('2026-08-14'),
  until: STATEMENT.until,
  revision: '214',
  codes: [{ account: 'put-in', scheme: '', ...fund }],
  lines: [
    {
      seq: '180',
      effective: day('2026-09-01'),
      words: 'Contribution for the part from 1 September 2026',
      account: 'put-in',
      scheme: '',
      debit: pounds(5_000_000),
      codes: fund,
    },
    {
      seq: '180',
      effective: day('2026-09-01'),
      words: 'Contribution for the part from 1 September 2026',
      account: 'owed-by-us',
      scheme: '',
      credit: pounds(5_000_000),
    },
    {
      seq: '192',
      effective: day('2026-09-02'),
      about: day('2026-08-28'),
      words: 'Home care for two people in Ashdown',
      account: 'income',
      scheme: 'home-care',
      credit: pounds(412_000),
    },
    {
      seq: '192',
      effective: day('2026-09-02'),
      about: day('2026-08-28'),
      words: 'Home care for two people in Ashdown',
      account: 'owed-to-us',
      scheme: '',
      debit: pounds(412_000),
    },
  ],
  uncoded: [
    { account: 'income', scheme: 'home-care' },
    { account: 'owed-by-us', scheme: '' },
    { account: 'owed-to-us', scheme: '' },
  ],
  vat: {
    regimes: REGIMES,
    chosen: [
      {
        regime: REGIMES[0],
        from: day('2026-04-01'),
        reason: 'The council buys all home care of the pool.',
        by: 'Sam Reid',
        at: '2026-04-02T09:00:00.000Z',
      },
    ],
    current: {
      regime: REGIMES[0],
      from: day('2026-04-01'),
      reason: 'The council buys all home care of the pool.',
      by: 'Sam Reid',
      at: '2026-04-02T09:00:00.000Z',
    },
  },
  may: { keep: true, chooseVat: true },
};
