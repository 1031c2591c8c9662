import type { Access } from '#agreement';
import { dayIn, daysBetween } from '#base';
import { accepted, type Outcome } from '#fhir';
import { type OpenBook, standingVersions } from '../book.ts';
import { maySee } from '../may.ts';
import { partnerOf } from '../decision/who.ts';
import { type Places, placesOn } from '../places.ts';
import { leads, noProgramme } from '../programme/programme-acts.ts';
import { allProgrammes, readProgramme } from '../programme/programme.queries.ts';
import { type ProgrammeState, programmeState } from '../programme/programme.ts';
import type { CircleView, NewsletterView, StakeholderSummary, StakeholderView } from './contract.ts';
import { noPart } from './deeds.ts';
import { isAbout, mayLog, mayRead } from './may.ts';
import type { Tending } from './owe.ts';
import {
  curveOf,
  gatheringsOf,
  goneOn,
  isSilent,
  pledgeStanding,
  salienceOf,
  silentDays,
  tiredBy,
  visitsTo,
} from './rules.ts';
import { allStakeholderDeeds, stakeholderDeeds } from './stakeholder.queries.ts';
import { type Circle, circleOf, gradesOf, type Stakeholder } from './stakeholder.ts';

type Around = {
  readonly book: OpenBook;
  readonly places: Places;
  readonly id: string;
  readonly programme: ProgrammeState;
  readonly circle: Circle;
};

const NEWS_DAYS = 90;

export async function circle(tending: Tending, access: Access, id: string): Promise<Outcome<CircleView>> {
  const book = tending.current.book();
  const kept = mayRead(book, access) ? await readProgramme(tending.store, id) : undefined;
  if (!kept) return noProgramme();
  const all = await allStakeholderDeeds(tending.store);
  const programme = programmeState(kept);
  const found = circleOf(all.get(id) ?? []);
  const around = { book, places: placesOn(tending, book), id, programme, circle: found };
  const sum = (of: 'contacts' | 'promises' | 'done') => found.gone.reduce((total, one) => total + one[of], 0);
  const { silent, kept: days, most, agreement, paragraph } = found.cadence;
  return accepted({
    programme: { id, name: programme.name },
    stakeholders: await Promise.all(found.stakeholders.map((one) => summaryOf(one, around))),
    cadence: {
      silent,
      kept: days,
      most,
      ...(agreement === undefined || paragraph === undefined ? {} : { agreement, paragraph }),
    },
    gone: { entries: found.gone.length, contacts: sum('contacts'), promises: sum('promises'), done: sum('done') },
    tired: tiredBy([...all.values()].map(circleOf), book.today),
    curve: curveOf(found, book.today),
    visits: book.partners
      .filter(({ kind }) => kind === 'general-practice')
      .map(({ organization, name }) => ({ organization, name, ...visitsTo(organization, found, book.today) })),
    gatherings: gatheringsOf(found, book),
    newsletters: found.newsletters.toReversed().map((one) => newsletterOf(one, around)),
    news: newsOf(around),
    agreements: standingVersions(book)
      .filter((one) => one.standing === 'in-effect' && maySee(book, access, one))
      .map(({ instrument }) => ({ id: instrument.id, title: instrument.title })),
    partners: book.partners.map(({ organization, name }) => ({ organization, name })),
    may: { lead: leads(book, access, programme) },
  });
}

/** For those who read the programme's circle, for whoever looks after them, and for themselves. */
export async function one(
  tending: Tending,
  access: Access,
  id: string,
  stakeholder: string,
): Promise<Outcome<StakeholderView>> {
  const book = tending.current.book();
  const kept = await readProgramme(tending.store, id);
  if (!kept) return noProgramme();
  const programme = programmeState(kept);
  const found = circleOf(await stakeholderDeeds(tending.store, id));
  const entry = found.stakeholders.find((each) => each.id === stakeholder);
  const around = { book, places: placesOn(tending, book), id, programme, circle: found };
  const whose = { book, access, programme, viewerOf: tending.viewerOf };
  if (!entry) return noPart();
  const own = await isAbout(whose, entry);
  if (!own && !mayLog(whose, entry) && !mayRead(book, access)) return noPart();
  const may = { lead: leads(book, access, programme), log: mayLog(whose, entry), own };
  return accepted(await viewOf(entry, around, may));
}

/** Whatever is kept about whoever asks, in every programme: it is found by their account, their place or their own record. */
export async function mine(tending: Tending, access: Access): Promise<readonly StakeholderView[]> {
  const book = tending.current.book();
  const all = await allStakeholderDeeds(tending.store);
  const places = placesOn(tending, book);
  const found: StakeholderView[] = [];
  for (const { id, deeds } of await allProgrammes(tending.store)) {
    const programme = programmeState({ deeds });
    const entries = circleOf(all.get(id) ?? []);
    const around = { book, places, id, programme, circle: entries };
    for (const entry of entries.stakeholders) {
      const own = await isAbout({ book, access, programme, viewerOf: tending.viewerOf }, entry);
      if (own) found.push(await viewOf(entry, around, { lead: false, log: false, own }));
    }
  }
  return found;
}

/** What was sent to everybody in the last ninety days, newest first. */
export async function newsletters(tending: Tending, access: Access): Promise<readonly NewsletterView[]> {
  const book = tending.current.book();
  if (!partnerOf(book, access)) return [];
  const all = await allStakeholderDeeds(tending.store);
  const programmes = await allProgrammes(tending.store);
  return programmes
    .flatMap(({ id, deeds }) => {
      const programme = programmeState({ deeds });
      return circleOf(all.get(id) ?? []).newsletters.map((one) => newsletterOf(one, { book, id, programme }));
    })
    .filter(({ on }) => daysBetween(on, book.today) <= NEWS_DAYS)
    .toSorted((a, b) => b.on.localeCompare(a.on));
}

async function summaryOf(one: Stakeholder, { book, places, circle: all }: Around): Promise<StakeholderSummary> {
  const { id, kind, name, stake, promises } = one;
  const grades = gradesOf(one);
  const last = one.contacts.at(-1);
  const stance = one.stances.at(-1)?.stance;
  return {
    id,
    kind,
    name,
    stake,
    grades,
    salience: salienceOf(grades),
    ...(stance === undefined ? {} : { stance }),
    tender: await places(one.tender),
    ...(last ? { last: { on: last.on, way: last.way } } : {}),
    silentDays: silentDays(one, book),
    silent: isSilent(one, all, book),
    promised: promises.length,
    done: promises.filter(({ done }) => done).length,
    late: promises.filter((each) => pledgeStanding(each, book) === 'late').length,
  };
}

async function viewOf(one: Stakeholder, around: Around, may: StakeholderView['may']): Promise<StakeholderView> {
  const { book, places, id, programme, circle: all } = around;
  const { changes } = programme;
  const dayOf = (at: Date) => dayIn(book.zone, at.getTime());
  return {
    ...(await summaryOf(one, around)),
    programme: { id, name: programme.name },
    ...(one.place ? { place: await places(one.place) } : {}),
    evidence: one.grades
      .toReversed()
      .map(({ weight, grade, on, evidence, by }) => ({ weight, grade, on, evidence, by })),
    stances: one.stances.map(({ stance, on, evidence, by }) => ({ stance, on, evidence, by })),
    contacts: one.contacts.toReversed().map(({ way, on, words, by }) => ({ way, on, words, by })),
    pledges: await Promise.all(
      one.promises.toReversed().map(async (each) => ({
        id: each.id,
        side: each.side,
        words: each.words,
        owner: await places(each.owner),
        until: each.until,
        standing: pledgeStanding(each, book),
        ...(each.done ? { done: each.done.words } : {}),
      })),
    ),
    replies: one.replies.toReversed().map(({ id: reply, consultation, words, at, answered }) => {
      const change = changes.find((each) => each.id === answered?.change);
      return {
        id: reply,
        consultation,
        words,
        on: dayOf(at),
        ...(answered
          ? { answer: { words: answered.words, ...(change ? { change: { id: change.id, words: change.words } } : {}) } }
          : {}),
      };
    }),
    planned: one.planned.filter(({ on }) => on >= book.today).map(({ way, on }) => ({ way, on })),
    views: one.views.toReversed().map(({ words, at, by }) => ({ words, on: dayOf(at), by })),
    goneOn: goneOn(one, all, book.zone),
    changes: changes.map(({ id: change, words }) => ({ id: change, words })),
    partners: book.partners.map(({ organization, name }) => ({ organization, name })),
    may,
  };
}

function newsletterOf(
  { title, words, at, by }: Circle['newsletters'][number],
  { book, id, programme }: Pick<Around, 'book' | 'id' | 'programme'>,
): NewsletterView {
  return { programme: { id, name: programme.name }, title, words, on: dayIn(book.zone, at.getTime()), by };
}

/** Results only: what was promised and done, what a reply changed, what started and what was reached. Of no person by name. */
function newsOf({ book, programme, circle: all }: Around): readonly string[] {
  const lately = (at: Date) => daysBetween(dayIn(book.zone, at.getTime()), book.today) <= NEWS_DAYS;
  const done = all.stakeholders.flatMap(({ promises, kind }) =>
    promises.flatMap(({ done: kept, side }) =>
      kind !== 'person' && side === 'us' && kept && lately(kept.at) ? [`We promised, and did: ${kept.words}`] : [],
    ),
  );
  const changed = all.stakeholders.flatMap(({ replies, kind }) =>
    replies.flatMap(({ consultation, answered }) =>
      kind !== 'person' && answered?.change !== undefined && lately(answered.at)
        ? [`You told us about “${consultation}”, and this changed: ${answered.words}`]
        : [],
    ),
  );
  const started = programme.changes.flatMap(({ started: at, words }) =>
    at && lately(at.at) ? [`Started: ${words}`] : [],
  );
  const reached = programme.milestones.flatMap(({ reached: on, words }) =>
    on !== undefined && daysBetween(on, book.today) <= NEWS_DAYS ? [`Reached: ${words}`] : [],
  );
  return [...reached, ...started, ...done, ...changed];
}
