import { day } from '#base';
import type { CircleView, InfluenceView, KitsView, KitView, StakeholderView } from '#governance/contract';

const tender = {
  role: 'programme-lead',
  organization: 'Organization/river',
  name: 'Riverside Hospital',
  holders: ['Sam Adeyemi'],
} as const;
const programme = { id: '1', name: 'Feet together' };
const partners = [{ organization: 'Organization/river', name: 'Riverside Hospital' }];

/** Somebody of whom everything is said that can be. */
export const STAKEHOLDER: StakeholderView = {
  id: 's1',
  kind: 'organisation',
  name: 'Elm Tree Surgery',
  stake: 'More reviews with the nurses that they have',
  grades: { power: 'high', legitimacy: 'high', urgency: 'medium' },
  salience: 'definitive',
  stance: 'supportive',
  tender,
  last: { on: day('2026-04-01'), way: 'visit' },
  silentDays: 74,
  silent: true,
  promised: 2,
  done: 1,
  late: 1,
  programme,
  place: { ...tender, role: 'practice-manager', holders: [] },
  evidence: [
    { weight: 'power', grade: 'high', on: day('2026-01-01'), evidence: 'It decides on its nurses.', by: 'Sam Adeyemi' },
  ],
  stances: [
    { stance: 'doubtful', on: day('2026-01-05'), evidence: 'Asked who pays.', by: 'Sam Adeyemi' },
    { stance: 'supportive', on: day('2026-03-20'), evidence: 'Offered a clinic.', by: 'Sam Adeyemi' },
  ],
  contacts: [{ way: 'visit', on: day('2026-04-01'), words: 'Went through the list.', by: 'Sam Adeyemi' }],
  pledges: [
    {
      id: 'p1',
      side: 'us',
      words: 'Send the list',
      owner: tender,
      until: day('2026-04-10'),
      standing: 'done',
      done: 'Sent.',
    },
    {
      id: 'p2',
      side: 'them',
      words: 'A day for the clinic',
      owner: tender,
      until: day('2026-05-01'),
      standing: 'late',
    },
  ],
  replies: [
    {
      id: 'r1',
      consultation: 'Opening hours',
      words: 'Not by day',
      on: day('2026-03-01'),
      answer: { words: 'Open until eight.', change: { id: 'c1', words: 'Clinics in the practices' } },
    },
    { id: 'r2', consultation: 'Letters', words: 'Too long', on: day('2026-03-02') },
  ],
  planned: [{ way: 'visit', on: day('2026-09-01') }],
  views: [{ words: 'We want it, if the hours are paid.', on: day('2026-04-02'), by: 'Ana Lima' }],
  goneOn: day('2028-04-01'),
  changes: [{ id: 'c1', words: 'Clinics in the practices' }],
  partners,
  may: { lead: true, log: true, own: true },
};

export const CIRCLE: CircleView = {
  programme,
  stakeholders: [
    STAKEHOLDER,
    { ...STAKEHOLDER, id: 's2', name: 'Carers of the Vale', kind: 'group', silent: false, stance: 'opposed' },
  ],
  cadence: { silent: 30, kept: 730, most: 4, agreement: 'alliance', paragraph: '5' },
  gone: { entries: 1, contacts: 4, promises: 2, done: 2 },
  tired: [{ name: 'Carers of the Vale', contacts: 6, programmes: 2 }],
  curve: [
    { month: '2026-05', contacts: 2, spoken: 1 },
    { month: '2026-06', contacts: 5, spoken: 2 },
  ],
  visits: [
    { organization: 'Organization/elm', name: 'Elm Tree Surgery', last: day('2026-04-01'), agreed: 2, done: 1 },
    { organization: 'Organization/oak', name: 'Oak Lane', next: day('2026-09-01'), agreed: 0, done: 0 },
  ],
  gatherings: [{ what: 'locality-meeting', next: day('2026-08-01') }, { what: 'board' }, { what: 'newsletter' }],
  newsletters: [
    { programme, title: 'June', words: 'Open until eight.\nThree clinics.', on: day('2026-06-01'), by: 'Sam Adeyemi' },
  ],
  news: ['We promised, and did: the list went out'],
  agreements: [{ id: 'alliance', title: 'Vale alliance agreement' }],
  partners,
  may: { lead: true },
};

export const INFLUENCE: InfluenceView = {
  programme,
  lines: [
    {
      id: 'i1',
      from: tender,
      to: { ...tender, role: 'practice-manager', holders: [] },
      topic: 'Hours of the nurses',
      evidence: 'The letter of March.',
      on: day('2026-01-01'),
      confirmed: day('2026-01-01'),
      stale: true,
      owner: tender,
      may: { confirm: true },
    },
    {
      id: 'i2',
      from: { ...tender, role: 'consultant' },
      to: tender,
      topic: 'Where clinics are',
      evidence: 'Two meetings.',
      on: day('2026-05-01'),
      confirmed: day('2026-05-01'),
      stale: false,
      owner: tender,
      may: { confirm: false },
    },
  ],
  partners,
  may: { lead: true },
};

export const KIT: KitView = {
  programme: { ...programme, aim: 'One ulcer in ten fewer within two years.', measure: 'foot-checked' },
  to: { ...tender, role: 'practice-manager' },
  kind: 'general-practice',
  effects: [
    {
      level: 'team',
      whom: 'Front desks',
      words: 'Two bookings at once.',
      from: day('2026-09-01'),
      change: 'Clinics in the practices',
      started: false,
    },
  ],
  concerns: [
    {
      id: 'q1',
      owner: { ...tender, role: 'practice-manager' },
      words: 'Who pays for longer visits?',
      on: day('2026-05-01'),
      answer: { words: 'The pool does.', on: day('2026-05-03'), by: 'Sam Adeyemi' },
      may: { answer: true, close: true },
    },
    {
      id: 'q2',
      owner: { ...tender, role: 'practice-manager' },
      words: 'Parking',
      on: day('2026-05-01'),
      closed: { words: 'There is room behind the library.', on: day('2026-05-09'), by: 'Ana Lima' },
      may: { answer: true, close: true },
    },
  ],
  promised: { all: 2, done: 1, late: 1 },
  next: [
    { place: tender, why: 'Ask whether the answer is enough: Who pays for longer visits?', page: '/programmes/1/kits' },
  ],
  given: { id: 'k1', on: day('2026-05-01') },
  may: { lead: true, mine: true },
};

export const KITS: KitsView = {
  programme,
  audiences: [{ organization: 'Organization/elm', name: 'Elm Tree Surgery', role: 'practice-manager' }],
  conversations: [
    ...KIT.next,
    { name: 'Carers of the Vale', why: 'Hear what would change their mind.', page: '/programmes/1' },
  ],
  concerns: KIT.concerns.slice(0, 1),
  may: { lead: true },
};
