import type { Role } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql } from '#store';
import { note } from '../happening.ts';
import { given, type Proxy, SEAT_COLUMNS, type Seat, type SeatRow, seatOf } from '../seat.ts';
import { ageOf, bar } from './bar.ts';
import { give, type Invited, type ManageParts } from './manage.ts';

/** Who looks at documents of whoever says that they may see somebody's record by law. */
export const DESK: readonly Role[] = ['receptionist', 'practice-manager', 'ig-lead'];

const REFERENCE_MIN = 3;
const REFERENCE_MAX = 200;

/** A document that was seen. */
export type Proof = {
  readonly kind: string;
  readonly reference: string;
  /** The day that stands on it. */
  readonly issued: Day;
  /** Its last day, where it names one. */
  readonly ends?: Day;
};

export type ProxyForSomebody = {
  readonly name: string;
  /** 'Person/x'. */
  readonly person: string;
  readonly why: Exclude<Proxy, 'carer'>;
  readonly proof: Proof;
  /** The instant at which it ends: with the document, and for a parent on the birthday from which the child decides. */
  readonly until?: number;
  /** From an instant on what carries these labels (bits) is not theirs to see: the child decides about it sooner. */
  readonly sooner?: readonly { readonly labels: number; readonly from: number }[];
};

export type SeatByLaw = {
  readonly seat: Seat;
  readonly proof?: Proof & { readonly seenBy: string; readonly at: number };
  /** Whether it was given by the organisation that asks, which alone ends it. */
  readonly ours: boolean;
};

/** A parent, or somebody with a power in law: the organisation that looked at the proof lets them in. */
export async function letInByLaw(parts: ManageParts, by: Seat, wish: ProxyForSomebody): Promise<Outcome<Invited>> {
  if (!DESK.includes(by.role)) return notAtTheDesk();
  const { proof, until, why } = wish;
  const reference = proof.reference.trim();
  if (proof.kind === '' || reference.length < REFERENCE_MIN || reference.length > REFERENCE_MAX) {
    const text = 'Say what was seen: which order, power or certificate, with its number or what tells it from others.';
    return refuse('required', 'auth.evidence', text, 'reference');
  }
  if (why === 'parent' && until === undefined) return ofAge();
  if (until !== undefined && until <= parts.now()) {
    return why === 'parent' && proof.ends === undefined ? ofAge() : over();
  }
  const { organization, organizationName } = by;
  const made = await give(parts, {
    name: wish.name,
    role: 'person',
    organization,
    organizationName,
    person: wish.person,
    proxy: why,
    by: by.account,
    ...(until === undefined ? {} : { ends: until }),
  });
  if (!made.ok) return made;
  await parts.store.write(async (transaction) => {
    await transaction.run(sql`
      insert into auth_proof (id, seat, kind, reference, issued, ends, at, seen_by)
      values (${parts.newId()}, ${made.value.seat}, ${proof.kind}, ${reference}, ${proof.issued}::date, ${proof.ends ?? null}::date,
        ${new Date(parts.now())}, ${by.name})`);
    for (const [at, { labels, from }] of (wish.sooner ?? []).entries()) {
      const { account, seat } = made.value;
      await bar(transaction, {
        id: ageOf(seat, at),
        person: wish.person,
        proxy: why,
        account,
        labels,
        begins: from,
      });
    }
    const about = `${why}: ${proof.kind} ${reference}`;
    await note(transaction, { account: made.value.account, by: by.account, kind: 'seat-given', about }, parts.now());
  });
  return made;
}

type ByLawRow = SeatRow & {
  readonly kind: string | null;
  readonly reference: string | null;
  readonly issued: Day | null;
  readonly last: Day | null;
  readonly at: Date | null;
  readonly seen_by: string | null;
};

/** Who sits in somebody's place by law today, with the document that was seen. */
export async function byLaw(parts: ManageParts, by: Seat, person: string): Promise<Outcome<readonly SeatByLaw[]>> {
  if (!DESK.includes(by.role)) return notAtTheDesk();
  const rows = await byLawIn(parts.store, person, parts.now());
  return accepted(
    rows.map((row) => ({
      seat: seatOf(row),
      ours: row.organization === by.organization,
      ...(row.kind === null || row.reference === null || row.issued === null || row.at === null
        ? {}
        : {
            proof: {
              kind: row.kind,
              reference: row.reference,
              issued: row.issued,
              ...(row.last === null ? {} : { ends: row.last }),
              seenBy: row.seen_by ?? '',
              at: row.at.getTime(),
            },
          }),
    })),
  );
}

function byLawIn(reader: Reader, person: string, now: number): Promise<readonly ByLawRow[]> {
  return reader.all<ByLawRow>(sql`
    select ${SEAT_COLUMNS}, p.kind, p.reference, to_char(p.issued, 'YYYY-MM-DD') as issued, to_char(p.ends, 'YYYY-MM-DD') as last,
      p.at, p.seen_by
    from auth_seat s join auth_account a on a.id = s.account
    left join lateral (select * from auth_proof x where x.seat = s.id order by x.at desc, x.id desc limit 1) p on true
    where s.person = ${person} and s.proxy in ('parent', 'attorney') and ${given(now)} order by a.name, s.id limit 50`);
}

/** The power was revoked, the order ended, the parent is one no more: the organisation that let them in ends it, at once. */
export async function endByLaw(
  parts: ManageParts,
  by: Seat,
  wish: { readonly seat: string; readonly person: string; readonly reason: string },
): Promise<Outcome<true>> {
  if (!DESK.includes(by.role)) return notAtTheDesk();
  const reason = wish.reason.trim();
  if (reason.length < REFERENCE_MIN || reason.length > REFERENCE_MAX) {
    return refuse('required', 'auth.end-reason', 'Say why it ends: what was seen or heard.', 'reason');
  }
  return parts.store.write(async (transaction) => {
    const ended = await transaction.first<{ readonly account: string }>(sql`
      update auth_seat s set ends = ${new Date(parts.now())}
      where s.id = ${wish.seat} and s.person = ${wish.person} and s.organization = ${by.organization}
        and s.proxy in ('parent', 'attorney') and ${given(parts.now())} returning s.account`);
    if (!ended) return refuse('not-found', 'auth.no-such-proxy', 'This seat has ended already, or others gave it.');
    const happened = { account: ended.account, by: by.account, kind: 'seat-ended', about: reason } as const;
    await note(transaction, happened, parts.now());
    return accepted(true);
  });
}

function notAtTheDesk(): Outcome<never> {
  const text = 'Who sees a record by law is let in by the front desk, the practice manager or information governance.';
  return refuse('forbidden', 'auth.not-at-the-desk', text);
}

function ofAge(): Outcome<never> {
  const text = 'This person is of the age to decide for themselves. They can let a carer in.';
  return refuse('business-rule', 'auth.of-age', text);
}

function over(): Outcome<never> {
  return refuse('business-rule', 'auth.proof-over', 'The document has run out. Ask for one that is in force.', 'ends');
}
