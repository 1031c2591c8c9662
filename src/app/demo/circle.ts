import type { Access } from '#agreement';
import { type Day, plusDays } from '#base';
import type { Governance } from '#governance';
import { must } from './load.ts';

type Typed = Readonly<Record<string, string | readonly string[]>>;
type Around = {
  readonly stakeholders: Governance['stakeholders'];
  readonly lead: Access;
  readonly today: Day;
  readonly programme: string;
};

/** Who is around the first programme: four who have a stake, of whom one has gone silent, with visits, promises and a reply. */
export async function circle(around: Around): Promise<void> {
  const { stakeholders, lead, programme, today } = around;
  for (const { typed, done } of entries(today)) {
    const { id } = must(await stakeholders.enter(lead, programme, typed));
    for (const [did, told] of done) must(await stakeholders.act(lead, programme, { did, id, typed: told }));
  }
  const gathering = { what: 'locality-meeting', on: plusDays(today, 21), words: 'All practices of the locality' };
  must(await stakeholders.act(lead, programme, { did: 'gathering', typed: gathering }));
  for (const [did, typed] of [...influences(today), ...concerns()])
    must(await stakeholders.act(lead, programme, { did, typed }));
  await stakeholders.tend();
}

type Entry = { readonly typed: Typed; readonly done: readonly (readonly [string, Typed])[] };
type Days = (days: number) => Day;
type Graded = (weight: string, grade: string, evidence: string) => readonly [string, Typed];

function entries(today: Day): readonly Entry[] {
  const on: Days = (days) => plusDays(today, days);
  const graded: Graded = (weight, grade, evidence) => ['graded', { weight, grade, evidence, on: on(-90) }];
  return [practice(on, graded), people(on, graded), hospital(on, graded), committee(on, graded)];
}

function practice(on: Days, graded: Graded): Entry {
  return {
    typed: {
      name: 'Elm Tree Surgery',
      kind: 'organisation',
      stake: 'More reviews with the nurses that they have',
      place: 'Organization/practice-1|practice-manager',
    },
    done: [
      graded('power', 'high', 'It decides how its nurses spend their hours.'),
      graded('legitimacy', 'high', 'It is a party of the agreement.'),
      graded('urgency', 'medium', 'Reviews in two steps begin next month.'),
      ['stance', { stance: 'doubtful', evidence: 'Asked twice who pays for the longer visit.', on: on(-80) }],
      ['stance', { stance: 'supportive', evidence: 'Offered the first two-step clinic.', on: on(-20) }],
      [
        'contact',
        {
          way: 'visit',
          on: on(-20),
          words: 'Went through the outliers with the nurses.',
          promise: 'Send the list of people without a foot check',
          until: on(-10),
          side: 'us',
        },
      ],
      ['done', { promise: 'p1', words: 'The list went out, and is in the system now' }],
      ['planned', { way: 'visit', on: on(70) }],
    ],
  };
}

function people(on: Days, graded: Graded): Entry {
  return {
    typed: {
      name: 'People with diabetes of the Vale',
      kind: 'group',
      stake: 'Fewer journeys, and one person who knows them',
    },
    done: [
      graded('legitimacy', 'high', 'It is their care.'),
      graded('urgency', 'high', 'A third wait more than a month for a foot clinic.'),
      ['stance', { stance: 'supportive', evidence: 'Wrote so after the open evening.', on: on(-30) }],
      ['contact', { way: 'meeting', on: on(-30), words: 'Open evening at the library.' }],
      ['reply', { consultation: 'Where foot clinics should be', words: 'Near a bus stop, and after school hours' }],
      ['answered', { reply: 'r1', change: 'c3', words: 'Foot clinics are in practices on a bus line, until six' }],
    ],
  };
}

function hospital(on: Days, graded: Graded): Entry {
  return {
    typed: {
      name: 'Vale Hospitals NHS Trust',
      kind: 'organisation',
      stake: 'Income of its clinics, and consultants’ half-days',
      place: 'Organization/acute|signatory',
    },
    done: [
      graded('power', 'high', 'Its consultants do the visits.'),
      graded('urgency', 'low', 'It has other work this winter.'),
      ['stance', { stance: 'neutral', evidence: 'Signed, and has said nothing since.', on: on(-100) }],
      ['contact', { way: 'called', on: on(-58), words: 'Asked for dates of the next half-days.' }],
    ],
  };
}

function committee(on: Days, graded: Graded): Entry {
  return {
    typed: { name: 'The local medical committee', kind: 'group', stake: 'What GPs are asked to take on' },
    done: [
      graded('power', 'medium', 'Practices follow its advice.'),
      graded('legitimacy', 'high', 'It speaks for GPs by law.'),
      [
        'contact',
        {
          way: 'wrote',
          on: on(-6),
          words: 'Sent the figures they had asked for.',
          promise: 'Comment on the figures',
          until: on(15),
          side: 'them',
        },
      ],
    ],
  };
}

function influences(today: Day): readonly (readonly [string, Typed])[] {
  const consultant = 'Organization/acute|consultant';
  const gp = 'Organization/practice-1|gp';
  return [
    [
      'influence',
      { from: consultant, to: gp, topic: 'How tightly to treat', evidence: 'GPs asked for her at both visits.' },
    ],
    [
      'influence',
      {
        from: gp,
        to: 'Organization/practice-1|practice-manager',
        topic: 'Hours of the nurses',
        evidence: 'The partners decide on Mondays.',
        on: plusDays(today, -200),
      },
    ],
    [
      'influence',
      {
        from: 'Organization/icb|finance-lead',
        to: 'Organization/acute|signatory',
        topic: 'Paying for half-days',
        evidence: 'The letter of March.',
        on: plusDays(today, -90),
      },
    ],
  ];
}

function concerns(): readonly (readonly [string, Typed])[] {
  const manager = 'Organization/practice-1|practice-manager';
  return [
    ['concern', { owner: manager, words: 'Who pays for the longer visits?' }],
    [
      'concern-answered',
      { concern: 'q1', words: 'The pool does: each review in two steps is paid from its first day.' },
    ],
    [
      'concern',
      {
        owner: 'Organization/acute|consultant',
        words: 'Half-days outside the hospital do not count in our job plans.',
      },
    ],
    ['kit-given', { to: manager }],
  ];
}
