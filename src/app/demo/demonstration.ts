import { type Day, seeded } from '#base';
import {
  centreResources,
  CHARITY_HEADER,
  charityLine,
  communityResources,
  COUNCIL_HEADER,
  councilLine,
  hospitalResources,
  lifelong,
} from './other-records.ts';
import { optedOut } from './opted-out.ts';
import { type DemoAccount, demoAccounts, type DemoPartner, demoPartners, ODS, partnerOf } from './partners.ts';
import { assessedOn, peopleOf, peopleOfDistrict, type Planted } from './population.ts';
import { movementOf } from './moved.ts';
import { practiceBundle } from './practice-records.ts';
import { type DemonstrationSize, SCALES } from './size.ts';
import { type Truths, truthKeeper } from './truths.ts';

/** One file as a partner would send it; `lines` may be gone through once and is never held whole. */
export type DemoFile = {
  /** Id of the contributing partner. */
  readonly organization: string;
  readonly name: string;
  readonly format: 'ndjson' | 'bundle' | 'csv';
  readonly mapping?: string;
  readonly lines: () => Generator<string>;
};

export type Demonstration = {
  readonly size: DemonstrationSize;
  readonly today: Day;
  /** Whether what the product should find by itself is there: an outlier, a code of one's own, cost that moves. */
  readonly planted: boolean;
  readonly partners: readonly DemoPartner[];
  /** Organization resources of the partners, localities first, so that `partOf` finds its target. */
  readonly organizations: readonly object[];
  readonly accounts: readonly DemoAccount[];
  readonly files: readonly DemoFile[];
  /** NHS number and name of the person who has an account of their own. */
  readonly self: { readonly nhs: string; readonly name: string };
  /** The national list of those who have opted out of uses beyond their care, as CSV. */
  readonly optedOut: () => Generator<string>;
  readonly truths: () => Truths;
};

/** Sources a community bundle holds: small enough to be one transaction of intake after another. */
const PEOPLE_A_BUNDLE = 25;

/**
 * The demonstration partnership: a pure function of size, seed and day. Everything in it is invented. People stream practice by
 * practice; memory does not grow with size.
 */
export function demonstration(question: {
  readonly size: DemonstrationSize;
  readonly seed: number;
  readonly today: Day;
  /** False for the same partnership with nothing to find in it. */
  readonly planted?: boolean;
}): Demonstration {
  const scale = SCALES[question.size];
  const partners = demoPartners(question.size);
  const practices = partners.filter(({ kind }) => kind === 'practice');
  const planted = question.planted ?? true;
  const setting = { seed: question.seed, today: question.today, scale, practices, planted };
  const everybody = function* (): Generator<Planted> {
    for (const practice of practices) yield* peopleOf(practice, setting);
  };
  const centre = partners.find(({ kind }) => kind === 'health-centre');
  const self = selfOf(everybody());
  return {
    size: question.size,
    today: question.today,
    planted,
    partners,
    organizations: [...partners]
      .sort((a, b) => Number(b.kind === 'locality') - Number(a.kind === 'locality'))
      .map(organization),
    accounts: demoAccounts(partners),
    self,
    files: [
      ...practices.map((practice) => practiceFile(practice, () => peopleOf(practice, setting), question.today)),
      hospitalFile(partnerOf(partners, 'acute-trust').id, everybody),
      ...practices.map((practice) =>
        communityFile(partnerOf(partners, 'community-trust').id, practice, () => peopleOf(practice, setting)),
      ),
      councilFile(partnerOf(partners, 'council').id, everybody, setting),
      charityFile(partnerOf(partners, 'charity').id, everybody, setting),
      ...(centre ? [centreFile(centre, () => peopleOfDistrict(centre, setting), question.seed)] : []),
    ],
    optedOut: () => optedOut(everybody(), { today: question.today, but: self.nhs }),
    truths: () => {
      const keeper = truthKeeper(question.today);
      for (const practice of practices)
        for (const planted of peopleOf(practice, setting)) keeper.see(planted, practice.id);
      return keeper.told({
        outlier: { practice: practices[2]?.id ?? '', weakAt: ['urine-albumin-recorded', 'foot-checked'] },
        movement: movementOf(question.today),
      });
    },
  };
}

/** The first person with diabetes whom at least three organisations know: their page has something to show. */
function selfOf(people: Generator<Planted>): { nhs: string; name: string } {
  for (const { person, course, hospital, community, doubtful } of people)
    if (course.diabetes && hospital && community && doubtful.length === 0)
      return { nhs: person.nhs, name: `${person.given} ${person.family}` };
  throw new Error('the demonstration has nobody whom three organisations know');
}

function organization(partner: DemoPartner): object {
  return {
    resourceType: 'Organization',
    id: partner.id,
    identifier: [{ system: ODS, value: partner.code }],
    active: true,
    type: [
      {
        coding: [{ system: 'https://concord.health/partner-kind', code: partner.kind }],
        text: partner.kind.replaceAll('-', ' '),
      },
    ],
    name: partner.name,
    address: [{ city: partner.town }],
    ...(partner.locality === undefined ? {} : { partOf: { reference: `Organization/${partner.locality}` } }),
  };
}

function practiceFile(practice: DemoPartner, people: () => Generator<Planted>, today: Day): DemoFile {
  return {
    organization: practice.id,
    name: `${practice.id}.ndjson`,
    format: 'ndjson',
    *lines() {
      for (const { person, course } of people()) yield practiceBundle(person, course, today);
    },
  };
}

function hospitalFile(organization: string, people: () => Generator<Planted>): DemoFile {
  return {
    organization,
    name: 'hospital.ndjson',
    format: 'ndjson',
    *lines() {
      for (const { person, course, hospital, community } of people()) {
        if (!hospital) continue;
        for (const resource of hospitalResources(person, course, hospital)) yield JSON.stringify(resource);
        if (!community) for (const resource of lifelong(person, course)) yield JSON.stringify(resource);
      }
    },
  };
}

function communityFile(organization: string, practice: DemoPartner, people: () => Generator<Planted>): DemoFile {
  return {
    organization,
    name: `community-${practice.id}.ndjson`,
    format: 'ndjson',
    *lines() {
      let batch: object[] = [];
      let count = 0;
      const bundle = () => JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: batch });
      for (const { person, course, community } of people()) {
        if (!community) continue;
        batch.push(...communityResources(person, course, community).map((resource) => ({ resource })));
        count += 1;
        if (count % PEOPLE_A_BUNDLE > 0) continue;
        yield bundle();
        batch = [];
      }
      if (batch.length > 0) yield bundle();
    },
  };
}

type Setting = { readonly seed: number; readonly today: Day };

function councilFile(organization: string, people: () => Generator<Planted>, { seed, today }: Setting): DemoFile {
  return {
    organization,
    name: 'council.csv',
    format: 'csv',
    mapping: 'council',
    *lines() {
      yield COUNCIL_HEADER;
      for (const { person, council } of people())
        if (council) yield councilLine(seeded(seed + person.index), person, council, assessedOn(person, today));
    },
  };
}

function charityFile(organization: string, people: () => Generator<Planted>, { seed, today }: Setting): DemoFile {
  return {
    organization,
    name: 'charity.csv',
    format: 'csv',
    mapping: 'charity',
    *lines() {
      yield CHARITY_HEADER;
      for (const { person, charity } of people())
        if (charity) yield charityLine(seeded(seed + person.index), person, charity, assessedOn(person, today));
    },
  };
}

function centreFile(centre: DemoPartner, people: () => Generator<Planted>, seed: number): DemoFile {
  return {
    organization: centre.id,
    name: 'health-centre.ndjson',
    format: 'ndjson',
    *lines() {
      for (const { person, course } of people())
        for (const resource of centreResources(seeded(seed + person.index), person, course))
          yield JSON.stringify(resource);
    },
  };
}
