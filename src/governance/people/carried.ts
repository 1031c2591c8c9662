import type { Role } from '#agreement';
import { type Day, dayIn } from '#base';
import type { StandingObligation } from '#obligation';
import { type OpenBook, standingVersions } from '../book.ts';
import { type Body, same } from '../decision/body.ts';
import { type KeptPaper, paperState } from '../decision/paper.ts';
import type { ProgrammeState } from '../programme/programme.ts';
import type { StandingRight } from '../right/right.ts';
import { signersOf } from '../scheme.ts';
import { namesOf } from '../succession/house.ts';

/** One thing that a role of an organisation has to do, or may. `minutes`: how long it takes to read up on. */
export type Carried = {
  readonly kind:
    | 'due'
    | 'about-people'
    | 'right'
    | 'deputy'
    | 'seat'
    | 'vote'
    | 'paper'
    | 'programme'
    | 'change'
    | 'signature'
    | 'stakeholders';
  readonly words: string;
  readonly why?: string;
  readonly page?: string;
  readonly next?: Day;
  readonly minutes: number;
};

/** Everything that names roles, read once. */
export type Work = {
  readonly book: OpenBook;
  readonly rights: readonly StandingRight[];
  readonly programmes: readonly { readonly id: string; readonly state: ProgrammeState }[];
  readonly bodies: readonly Body[];
  /** Of each programme: who looks after how many that have a stake in it. */
  readonly tended: readonly { readonly programme: string; readonly name: string; readonly tender: Place }[];
  /** Those that wait or are on an agenda. */
  readonly papers: readonly KeptPaper[];
};

export type Place = { readonly organization: string; readonly role: Role };

/** What one role of an organisation carries, whoever sits there: what is next first. */
export function carriedBy(work: Work, place: Place, due: readonly StandingObligation[]): readonly Carried[] {
  const { book } = work;
  const houses = namesOf(book, place.organization);
  const is = (one: { readonly organization: string; readonly role: Role }): boolean =>
    one.role === place.role && houses.includes(one.organization);
  const all = [
    ...programmes(work, is),
    ...decides(work, is),
    ...tends(work, is),
    ...papers(work, is),
    ...rights(work, place, houses),
    ...signatures(book, place),
    ...owed(book, place, due),
  ];
  return all.toSorted((a, b) => (a.next ?? '9').localeCompare(b.next ?? '9'));
}

type Is = (one: Place) => boolean;

function programmes({ programmes: all, book }: Work, is: Is): readonly Carried[] {
  return all.flatMap(({ id, state }) => {
    const page = `/programmes/${id}`;
    const open = state.milestones
      .filter(({ reached }) => reached === undefined)
      .map(({ on }) => on)
      .sort();
    const next = open.find((on) => on >= book.today) ?? open[0];
    const lead: Carried = {
      kind: 'programme',
      words: `Leads ${state.name}, with ${open.length} milestones to come`,
      why: state.aim,
      page,
      ...(next ? { next } : {}),
      minutes: 6,
    };
    const changes = state.changes
      .filter(({ owner }) => owner !== undefined && is(owner))
      .map(
        ({ words, starts, measure }): Carried => ({
          kind: 'change',
          words: `Owns a change: ${words}`,
          why: measure === undefined ? state.aim : `It shows in ${measure}.`,
          page,
          next: starts,
          minutes: 2,
        }),
      );
    return [...(is(state.lead) ? [lead] : []), ...changes];
  });
}

function decides({ bodies }: Work, is: Is): readonly Carried[] {
  return bodies.flatMap((body) => {
    const page = `/bodies/${encodeURIComponent(body.id)}`;
    const as = [
      ...(is(body.chair) ? ['Takes the chair of'] : []),
      ...(is(body.secretary) && !same(body.secretary, body.chair) ? ['Keeps the minutes of'] : []),
      ...(body.seats.some(is) ? ['Has a vote in'] : []),
    ];
    const instead = body.remits.flatMap(({ deputies }) => deputies).filter(({ deputy }) => is(deputy));
    const why = `${body.title} says so.`;
    const seat = (words: string): Carried => ({ kind: 'seat', words: `${words} ${body.name}`, why, page, minutes: 3 });
    return [...as.map(seat), ...(instead.length > 0 ? [{ ...seat('Stands in at'), kind: 'deputy' as const }] : [])];
  });
}

/** As a number: who has a stake, and what they think, is read where that may be read. */
function tends({ tended }: Work, is: Is): readonly Carried[] {
  const mine = tended.filter(({ tender }) => is(tender));
  return [...new Set(mine.map(({ programme }) => programme))].map((programme) => {
    const those = mine.filter((one) => one.programme === programme);
    const [first] = those;
    const who = those.length === 1 ? 'one who has' : `${those.length} who have`;
    const words = `Looks after ${who} a stake in ${first?.name ?? ''}`;
    return { kind: 'stakeholders', words, page: `/programmes/${programme}/stakeholders`, minutes: 3 };
  });
}

function papers({ papers: all, bodies, book }: Work, is: Is): readonly Carried[] {
  return all.flatMap((kept) => {
    const { paper, body: name, putBy, state } = paperState(kept);
    const body = bodies.find((one) => one.instrument === name.instrument && one.name === name.name);
    const votes = body?.seats.some(is) === true;
    const said = {
      why: paper.ask,
      page: `/papers/${kept.id}`,
      ...(paper.reviewOn >= book.today ? { next: paper.reviewOn } : {}),
      minutes: 3,
    };
    return [
      ...(is(putBy)
        ? [{ ...said, kind: 'paper' as const, words: `Put a paper that is not decided: ${paper.title}` }]
        : []),
      ...(votes && state === 'tabled'
        ? [{ ...said, kind: 'vote' as const, words: `Owes a vote on ${paper.title}` }]
        : []),
    ];
  });
}

const WAYS = {
  decides: 'Decides about',
  'must-agree': 'Must agree about',
  advises: 'Advises about',
  informed: 'Is told about',
} as const;

function rights({ rights: all }: Work, { role }: Place, houses: readonly string[]): readonly Carried[] {
  return all
    .filter(({ of }) => houses.includes(of))
    .flatMap((one) => {
      const said = { why: one.evidence, page: '/decision-rights', minutes: 1 };
      const topic = one.topic.replaceAll('-', ' ');
      return [
        ...(one.role === role ? [{ ...said, kind: 'right' as const, words: `${WAYS[one.way]} ${topic}` }] : []),
        ...(one.deputy?.role === role ? [{ ...said, kind: 'deputy' as const, words: `Stands in about ${topic}` }] : []),
      ];
    });
}

function signatures(book: OpenBook, { organization, role }: Place): readonly Carried[] {
  const partner = book.partners.find((one) => one.organization === organization);
  if (!partner) return [];
  return standingVersions(book)
    .filter(
      ({ awaited, instrument }) =>
        awaited.includes(organization) && signersOf(book, partner, instrument).includes(role),
    )
    .map(({ instrument }) => ({
      kind: 'signature',
      words: `Has ${instrument.title} to sign`,
      page: `/agreements/${encodeURIComponent(instrument.id)}`,
      next: instrument.effective,
      minutes: 3,
    }));
}

/** What is due one by one; what concerns people as a number, for whoever leaves is followed by somebody who may see it. */
function owed(book: OpenBook, { role }: Place, all: readonly StandingObligation[]): readonly Carried[] {
  const mine = all.filter((one) => one.role === role);
  const people = mine.filter(({ aboutPerson }) => aboutPerson);
  const dayOf = ({ due }: StandingObligation) => (due ? { next: dayIn(book.zone, due.getTime() - 1) } : {});
  const [soonest] = people;
  return [
    ...mine
      .filter(({ aboutPerson }) => !aboutPerson)
      .map(
        (one): Carried => ({
          kind: 'due',
          words: one.title,
          ...(one.because === undefined ? {} : { why: one.because }),
          page: `/obligations/${encodeURIComponent(one.id)}`,
          ...dayOf(one),
          minutes: 1,
        }),
      ),
    ...(soonest
      ? [
          {
            kind: 'about-people' as const,
            words: `${people.length} ${people.length === 1 ? 'thing' : 'things'} due about people`,
            page: '/obligations',
            ...dayOf(soonest),
            minutes: 2,
          },
        ]
      : []),
  ];
}
