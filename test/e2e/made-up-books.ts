import { day } from '#base';
import type { OwnBooks } from '#money/contract';
import { STATEMENT } from './made-up-money.ts';

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const fund = { code: '5210', costCentre: 'ASC-104', vat: 'non-business' };

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
      scheme: 'home-care',
      debit: pounds(412_000),
    },
  ],
  uncoded: [
    { account: 'income', scheme: 'home-care' },
    { account: 'owed-by-us', scheme: '' },
    { account: 'owed-to-us', scheme: 'home-care' },
  ],
  may: { keep: true },
};
