import type { Amount, DecideClause, Holder, Instrument } from '#agreement';
import { type Book, type OpenBook, type Partner, type Standing, standingVersions } from '../book.ts';
import { namesOf } from '../succession/house.ts';

/** What a body may decide about: one part of the agreement that names it. */
export type Remit = {
  readonly clause: string;
  readonly paragraph: string;
  readonly topics: readonly string[];
  readonly reserved: readonly string[];
  readonly upTo?: Amount;
  readonly quorum: number;
  readonly by: DecideClause['by'];
  readonly mustAgree: readonly string[];
  readonly consulted: readonly Holder[];
  readonly deputies: NonNullable<DecideClause['deputies']>;
  readonly seats: readonly Seat[];
};

/** A place at the table: a role of an organisation; where one role has several, they are numbered. */
export type Seat = Holder & { readonly key: string; readonly livedExperience: boolean };

/** How a body is named where meetings and papers are kept: by its agreement and what that calls it. */
export type BodyName = { readonly instrument: string; readonly name: string };

/** A board, committee or group as the agreement in effect sets it up: its terms of reference. */
export type Body = BodyName & {
  /** Of addresses: the agreement and the first part that names it. */
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly kind: 'board' | 'committee' | 'group';
  readonly chair: Holder;
  readonly secretary: Holder;
  readonly remits: readonly Remit[];
  /** Everybody who sits in it for anything. */
  readonly seats: readonly Seat[];
};

/** Every body that an agreement in effect names. A part that runs no more names none. */
export function bodiesOf(versions: readonly Pick<Standing, 'instrument' | 'standing'>[]): readonly Body[] {
  return versions.filter(({ standing }) => standing === 'in-effect').flatMap(({ instrument }) => bodiesIn(instrument));
}

export function bodiesToday(book: OpenBook): readonly Body[] {
  return bodiesOf(standingVersions(book));
}

export function bodyNamed(bodies: readonly Body[], { instrument, name }: BodyName): Body | undefined {
  return bodies.find((body) => body.instrument === instrument && body.name === name);
}

export function bodiesIn(instrument: Instrument): readonly Body[] {
  const clauses = instrument.clauses.filter((clause): clause is DecideClause => clause.clause === 'decide');
  const names = [...new Set(clauses.map(({ body }) => body.name))];
  return names.map((name) =>
    bodyOf(
      instrument,
      name,
      clauses.filter(({ body }) => body.name === name),
    ),
  );
}

function bodyOf(instrument: Instrument, name: string, clauses: readonly DecideClause[]): Body {
  const remits = clauses.map(remitOf);
  const said = <T>(of: (body: DecideClause['body']) => T | undefined) =>
    clauses.map(({ body }) => of(body)).find((one) => one !== undefined);
  const [first] = clauses;
  const member = first?.body.members[0];
  if (!first || !member) throw new Error('a body has a part that names it, and a member');
  const chair = said((body) => body.chair) ?? member;
  return {
    id: `${instrument.id}~${[...clauses].map(({ id }) => id).sort()[0]}`,
    instrument: instrument.id,
    version: instrument.version,
    title: instrument.title,
    name,
    kind: said((body) => body.kind) ?? 'group',
    chair,
    secretary: said((body) => body.secretary) ?? chair,
    remits,
    seats: [...new Map(remits.flatMap(({ seats }) => seats).map((seat) => [seat.key, seat])).values()],
  };
}

function remitOf(clause: DecideClause): Remit {
  const { id, cites, topics, reserved = [], upTo, quorum, by, mustAgree = [], consulted = [], deputies = [] } = clause;
  const seats = seatsOf(clause.body);
  return {
    clause: id,
    paragraph: cites,
    topics,
    reserved,
    ...(upTo ? { upTo } : {}),
    quorum,
    by,
    mustAgree,
    consulted,
    deputies,
    seats,
  };
}

function seatsOf({ members, livedExperience = [] }: DecideClause['body']): readonly Seat[] {
  const counts = new Map<string, number>();
  return members.map(({ organization, role }) => {
    const base = `${organization}|${role}`;
    const number = (counts.get(base) ?? 0) + 1;
    counts.set(base, number);
    return {
      organization,
      role,
      key: number === 1 ? base : `${base}|${number}`,
      livedExperience: livedExperience.some((one) => same(one, { organization, role })),
    };
  });
}

export function same(a: Holder, b: Holder): boolean {
  return a.organization === b.organization && a.role === b.role;
}

/** Whether somebody of an organisation, in a role, is this holder: their organisation, or one whose place it took. */
export function holds(book: Pick<Book, 'succeeded'>, partner: Partner, role: string, holder: Holder): boolean {
  return role === holder.role && namesOf(book, partner.organization).includes(holder.organization);
}
