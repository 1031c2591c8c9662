import type {
  CharterView,
  InductionView,
  KeyPeople,
  LeaverView,
  MemoryFound,
  PackView,
  TiesView,
} from '#governance/contract';
import { draw, type OpenedPage, type PageDefinition, type ShellInput, type SignedIn } from '#web';
import { keyPeoplePage } from '../../src/web/people/key-people.tsx';
import { charterPage } from '../../src/web/people/charter.tsx';
import { chartersPage } from '../../src/web/people/charters.tsx';
import { inductionPage } from '../../src/web/people/induction.tsx';
import { leavingPage } from '../../src/web/people/leaving.tsx';
import { memoryPage } from '../../src/web/people/memory.tsx';
import { packPage } from '../../src/web/people/pack.tsx';
import { tiesPage } from '../../src/web/people/ties.tsx';
import { TODAY, ZONE } from './made-up-record.ts';

type Story = { readonly name: string; readonly shell: Omit<ShellInput, 'assets'> };

const LEAD: SignedIn = { name: 'Sam Adeyemi', role: 'ig-lead', organization: 'Riverside Hospital' };

const CARRIES: LeaverView['lines'][number]['carries'] = [
  {
    kind: 'programme',
    words: 'Leads Diabetes care as one, with 3 milestones to come',
    why: 'Three in four people have all eight checks every year.',
    page: '/programmes/1',
    next: TODAY,
    minutes: 6,
  },
  {
    kind: 'seat',
    words: 'Has a vote in The joint board',
    why: 'The alliance agreement says so.',
    page: '/bodies/a~b',
    minutes: 3,
  },
  { kind: 'about-people', words: '12 things due about people', page: '/obligations', next: TODAY, minutes: 2 },
];

const LEAVING: LeaverView = {
  account: 'account-b',
  name: 'Omar Haddad',
  organization: 'Organization/riverside',
  organizationName: 'Riverside Hospital',
  roles: ['programme-lead', 'consultant'],
  lines: [
    {
      key: 'role|programme-lead',
      words: 'The work of the programme lead',
      role: 'programme-lead',
      carries: CARRIES,
      stays: [],
      needs: true,
    },
    {
      key: 'role|consultant',
      words: 'The work of the consultant',
      role: 'consultant',
      carries: [],
      stays: ['مها القحطاني'],
      needs: false,
    },
    {
      key: 'due|7',
      words: 'Confirm who decides: data feeds',
      role: 'programme-lead',
      next: TODAY,
      carries: [],
      stays: [],
      needs: false,
    },
    { key: 'tasks', words: '4 open tasks in people’s records', carries: [], stays: [], needs: true },
  ],
  colleagues: [{ account: 'a', name: 'Ines Duarte', roles: ['ig-lead'] }],
};

const PACK: PackView = {
  id: '3',
  name: 'Omar Haddad',
  organizationName: 'Riverside Hospital',
  roles: ['programme-lead'],
  ends: '2026-11-30T23:59:59.000Z',
  notes: 'Ring the council’s finance lead first: the second half of the pool is promised by word only.',
  first: CARRIES.map((one) => ({ ...one, successor: 'Ines Duarte' })),
  minutes: 11,
  later: [{ words: 'Advises about beds', minutes: 1 }],
  byDate: false,
  told: [],
};

const BY_DATE: PackView = {
  ...PACK,
  notes: '',
  byDate: true,
  told: [
    { name: 'مها القحطاني', words: 'The work of the consultant: sits in the same role, and has it' },
    { name: 'Femi Ade', words: 'The work of the programme lead: stands in, and has it until somebody is named' },
    { name: 'Ines Duarte', words: 'The work of the programme lead: names who follows' },
  ],
  first: CARRIES.map((one) => ({ ...one, successor: 'Femi Ade, standing in' })),
};

const KEY: KeyPeople = {
  roles: [
    {
      organization: 'o',
      organizationName: 'Riverside Hospital',
      role: 'programme-lead',
      holder: 'Omar Haddad',
      until: TODAY,
      carries: CARRIES,
    },
    {
      organization: 'p',
      organizationName: 'Vale Council',
      role: 'commissioner',
      holder: 'Lea Stone',
      carries: CARRIES.slice(1),
    },
  ],
  packs: [{ id: '3', name: 'Omar Haddad', ends: '2026-11-30T23:59:59.000Z' }],
};

const FOUND: readonly MemoryFound[] = [
  {
    source: 'paper',
    id: '4',
    title: 'Podiatry leaves phase 1',
    page: '/papers/4',
    on: TODAY,
    said: [
      {
        kind: 'put',
        at: `${TODAY}T09:00:00Z`,
        by: 'Sam Adeyemi',
        organization: 'Vale Care Board',
        words: 'Leave podiatry for phase 2: there is no room.',
      },
    ],
    decision: {
      outcome: 'agreed',
      words: 'Podiatry waits for the rooms at Elm Tree.',
      body: 'The joint board',
      by: 'Lea Stone',
      dissent: [{ name: 'مها القحطاني', reason: 'Feet do not wait.' }],
      rests: [{ words: 'The case for change of Diabetes care as one', page: '/programmes/1/case' }],
      reviewOn: TODAY,
    },
  },
  {
    source: 'programme',
    id: '1',
    title: 'Diabetes care as one',
    page: '/programmes/1/lessons',
    on: TODAY,
    said: [
      {
        kind: 'lesson',
        at: `${TODAY}T09:00:00Z`,
        by: 'Ines Duarte',
        organization: 'Vale Care Board',
        words: 'Rooms were promised and did not come.',
      },
    ],
  },
];

const INDUCTION: InductionView = {
  programme: { id: '1', name: 'Diabetes care as one' },
  minutes: { why: 10, story: 12, decisions: 14, mine: 6, people: 8, quiz: 10 },
  aim: 'Three in four people have all eight checks every year.',
  measure: 'all-eight',
  problem: 'Every practice does its own, and nobody sees the whole.',
  causes: ['Two booking desks', 'No time for visits'],
  story: [{ on: TODAY, words: 'It was begun.' }],
  decisions: [
    {
      id: '4',
      title: 'Podiatry leaves phase 1',
      body: 'The joint board',
      topic: 'programme',
      state: 'agreed',
      decided: TODAY,
      decision: 'Podiatry waits for the rooms at Elm Tree.',
      effect: 'Phase 1 starts in time.',
      reviewOn: TODAY,
      dissent: [{ name: 'مها القحطاني', reason: 'Feet do not wait.' }],
    },
  ],
  mine: { due: [{ id: '7', title: 'Confirm who decides: data feeds', due: TODAY }], changes: [] },
  people: [
    {
      organization: 'o',
      role: 'programme-lead',
      name: 'Riverside Hospital',
      holders: ['Omar Haddad'],
      why: 'leads the programme',
    },
  ],
  quiz: {
    attempt: 1,
    can: true,
    asked: [
      {
        question: 'Who leads Diabetes care as one?',
        options: ['Programme lead, Riverside Hospital', 'Finance lead, Vale Council', 'GP, Elm Tree'],
      },
    ],
  },
  toFirstDecision: { mine: 12, median: 20, of: 6 },
};

const INDUCTION_DONE: InductionView = {
  ...INDUCTION,
  quiz: {
    attempt: 1,
    can: true,
    result: {
      correct: 7,
      of: 10,
      passed: false,
      missed: [{ question: 'Who leads it?', chosen: 'GP, Elm Tree', page: '/programmes/1' }],
    },
  },
};

const PARTNERS = [
  { organization: 'Organization/elm', name: 'Elm Tree Surgery' },
  { organization: 'Organization/trust', name: 'Riverside Community Trust' },
  { organization: 'Organization/council', name: 'مجلس المقاطعة' },
];

const CHARTER: CharterView = {
  id: '1',
  name: 'Foot care',
  keeper: {
    organization: 'Organization/elm',
    role: 'practice-manager',
    name: 'Elm Tree Surgery',
    holders: ['Ines Duarte'],
  },
  steps: 2,
  open: 1,
  concerns: 1,
  stepList: [
    {
      id: 's1',
      words: 'Book the foot check',
      parts: [
        { organization: 'Organization/elm', name: 'Elm Tree Surgery', part: 'responsible' },
        { organization: 'Organization/trust', name: 'Riverside Community Trust', part: 'accountable' },
      ],
      accountable: 'Riverside Community Trust',
      issue: true,
    },
    { id: 's2', words: 'Tell the person', parts: [], issue: false },
  ],
  unnamed: ['Order insoles'],
  ranks: [
    { id: 'p1', words: 'Nobody waits four weeks', middle: 1, spread: 2 },
    { id: 'p2', words: 'One desk', middle: 2, spread: 0 },
    { id: 'p3', words: 'Rooms' },
  ],
  rankedBy: ['Elm Tree Surgery'],
  concernList: [
    { id: 'c2', words: 'We are asked twice for the same form.', on: TODAY, replies: [] },
    {
      id: 'c1',
      words: 'Who rings the person?',
      on: TODAY,
      by: 'Omar Haddad',
      replies: [{ words: 'The desk does.', by: 'Ines Duarte', on: TODAY }],
    },
  ],
  partners: PARTNERS,
  may: { write: true, keep: true },
};

const TIES: TiesView = {
  ties: [
    {
      a: { organization: 'Organization/elm', name: 'Elm Tree Surgery' },
      b: { organization: 'Organization/trust', name: 'Riverside Community Trust' },
      why: 'Everybody with diabetes has their feet looked at.',
      strength: 'none',
      quarters: [{ quarter: '2026-Q2', contacts: 0 }],
      teams: [],
      visits: [{ id: 'v1', on: TODAY, words: 'Meet the podiatrists' }],
    },
    {
      a: { organization: 'Organization/trust', name: 'Riverside Community Trust' },
      b: { organization: 'Organization/council', name: 'مجلس المقاطعة' },
      strength: 'strong',
      quarters: [
        { quarter: '2026-Q1', contacts: 0 },
        { quarter: '2026-Q2', contacts: 65 },
      ],
      teams: [
        {
          a: 'District nurses, north',
          b: 'فريق الرعاية المنزلية',
          strength: 'working',
          quarters: [
            { quarter: '2026-Q1', contacts: 0 },
            { quarter: '2026-Q2', contacts: 40 },
          ],
        },
        { a: 'Foot clinic', b: '', strength: 'weak', quarters: [{ quarter: '2026-Q2', contacts: 15 }] },
      ],
      visits: [{ id: 'v2', on: TODAY, words: 'See the desk', held: 'Agreed on one number.' }],
    },
  ],
  quarters: ['2026-Q1', '2026-Q2'],
  few: 5,
  partners: PARTNERS,
  may: { write: true },
};

/** People who come and go. */
export const PEOPLE_STORIES: readonly Story[] = [
  story('leaving', '/leaving/of/account-b', drawn(leavingPage, { leaving: LEAVING })),
  story('handed-over', '/leaving/3', drawn(packPage, { pack: PACK })),
  story('handed-over-by-date', '/leaving/4', drawn(packPage, { pack: BY_DATE })),
  story('memory', '/memory', drawn(memoryPage, { asked: 'why did we drop podiatry from phase 1?', found: FOUND })),
  story('memory-none', '/memory', drawn(memoryPage, { asked: 'podiatry', found: [] })),
  story('new-here', '/programmes/1/new-here', drawn(inductionPage, { found: INDUCTION })),
  story('new-here-done', '/programmes/1/new-here', drawn(inductionPage, { found: INDUCTION_DONE })),
  story('charters', '/charters', drawn(chartersPage, { charters: [CHARTER], partners: PARTNERS })),
  story('charter', '/charters/1', drawn(charterPage, { charter: CHARTER })),
  story(
    'ties',
    '/ties',
    drawn(tiesPage, {
      found: TIES,
      asks: true,
      pulses: [
        {
          id: '7',
          form: 'relationship-pulse',
          title: 'How it is to work together',
          until: TODAY,
          closed: TODAY,
          undecided: 1,
          waits: false,
        },
      ],
    }),
  ),
  story('key-people', '/key-people', drawn(keyPeoplePage, { found: KEY })),
];

function drawn<Data extends object>(page: PageDefinition<Data>, shown: Data): OpenedPage {
  return draw(page, shown, { today: TODAY, zone: ZONE });
}

function story(name: string, path: string, page: OpenedPage): Story {
  return { name, shell: { page, path, signedIn: LEAD, seats: [] } };
}
