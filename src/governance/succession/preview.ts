import type { Access, SucceedClause } from '#agreement';
import { partiesOf } from '#agreement';
import type { Services } from '#joint';
import { nameOfOrganization, type OpenBook, type Standing, standingVersions } from '../book.ts';
import { isLead, maySee } from '../may.ts';
import { signersOf } from '../scheme.ts';
import type { SuccessionView } from './contract.ts';
import { seatAs } from './house.ts';

type Looking = Partial<Pick<Services, 'seats' | 'obligations'>>;

/** For who speaks for a party: what a version would move, or has moved. How many sit where is not for everybody. */
export async function successionsOf(
  looking: Looking,
  book: OpenBook,
  access: Access,
  version: Standing,
): Promise<readonly SuccessionView[]> {
  const { instrument } = version;
  const partner = seatAs(book, access.organization, partiesOf(instrument));
  const speaks = partner && (isLead(access) || signersOf(book, partner, instrument).includes(access.role));
  if (!speaks) return [];
  const clauses = instrument.clauses.flatMap((clause) => (clause.clause === 'succeed' ? [clause] : []));
  return Promise.all(clauses.map((clause) => viewOf(looking, book, access, { version, clause })));
}

type Of = { readonly version: Standing; readonly clause: SucceedClause };

async function viewOf(
  looking: Looking,
  book: OpenBook,
  access: Access,
  { version, clause }: Of,
): Promise<SuccessionView> {
  const { instrument, awaited } = version;
  const name = (organization: string) => nameOfOrganization(book, instrument, organization);
  const done = book.succeeded.find((one) => one.instrument === instrument.id && one.clause === clause.id);
  return {
    paragraph: clause.cites,
    text: instrument.text.find(({ id }) => id === clause.cites)?.text ?? '',
    to: name(clause.to),
    on: clause.on,
    state: done ? 'done' : awaited.length > 0 ? 'awaited' : clause.on > book.today ? 'to-come' : 'due',
    awaited: awaited.map(name),
    from: await Promise.all(
      clause.from.map((one) => predecessor(looking, book, access, { organization: one, name: name(one) })),
    ),
    ...(done ? { done: { at: done.at.toISOString(), seats: done.seats, obligations: done.obligations } } : {}),
  };
}

async function predecessor(
  { seats, obligations }: Looking,
  book: OpenBook,
  access: Access,
  { organization, name }: { readonly organization: string; readonly name: string },
): Promise<SuccessionView['from'][number]> {
  const due = (await obligations?.count(organization)) ?? { owes: 0, owed: 0 };
  const agreements = standingVersions(book)
    .filter((one) => one.standing !== 'replaced' && one.standing !== 'ended' && maySee(book, access, one))
    .filter((one) => partiesOf(one.instrument).includes(organization))
    .map((one) => one.instrument.title);
  return {
    name,
    seats: (await seats?.counts(organization)) ?? [],
    ...due,
    agreements: [...new Set(agreements)],
    scheme: book.schemes.some((one) => one.organization === organization),
  };
}
