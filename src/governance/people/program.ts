import type { Access } from '#agreement';
import type { OpenBook } from '../book.ts';

/** The program itself. It may see no record. */
const PROGRAM: Access = {
  principal: 'system/governance',
  name: 'Concord',
  role: 'system',
  purpose: 'audit',
  organization: 0,
  basis: 0,
  viewer: 0,
  filter: { op: 'never' },
  writes: 'none',
  choosesIds: false,
};

/** As which the clock acts for an organisation. Under no key where the partnership does not know it. */
export function programFor(book: OpenBook, organization: string): Access {
  const partner = book.partners.find((one) => one.organization === organization);
  return { ...PROGRAM, organization: partner?.key ?? 0 };
}
