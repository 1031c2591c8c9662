const ICB = 'Organization/icb';
export const ELM = { organization: 'Organization/practice-1', name: 'Elm Tree Surgery' };
export const MILL = { organization: 'Organization/practice-2', name: 'Mill Lane Practice' };
export const HARBOUR = { organization: 'Organization/practice-3', name: 'Harbour Street Surgery' };
export const FEET = 'http://example.org/feet';
const holder = (role: string, organization = ICB) => ({ organization, role });
const step = (matter: string, words: string, role: string, daysBefore: number) => ({
  matter,
  words,
  owner: holder(role),
  daysBefore,
});

/** Checks of feet in practices, paid by the board: with a way out for each, and a ladder for disputes. Days count from one day. */
export const footCare = (dayAfter: (days: number) => string) => ({
  id: 'foot-care-nearby',
  version: 1,
  title: 'Foot care nearby',
  kind: 'alliance',
  rank: 'partnership',
  jurisdiction: 'england',
  purpose: 'direct-care',
  parties: [
    { organization: ICB, name: 'Vale Integrated Care Board' },
    ELM,
    MILL,
    HARBOUR,
    { organization: 'Organization/council', name: 'Vale County Council' },
  ],
  population: { words: 'people of the Vale' },
  decided: dayAfter(-40),
  effective: dayAfter(-30),
  text: [
    { id: '1', section: 'aims', text: 'Feet are looked after nearby.' },
    { id: '2', section: 'principles', text: 'Open books.', coverage: 'judgement' },
    { id: '3', section: 'decisions', text: 'Each check is paid.' },
    { id: '4', section: 'exit', text: 'Any partner leaves with ninety days of notice.' },
    ...['purposes', 'legal-basis', 'classes', 'recipients', 'retention', 'rights', 'breach'].map((section) => ({
      id: section,
      section,
      text: `What is said of ${section}.`,
      coverage: 'judgement',
    })),
    { id: '5', text: 'Results are shared with social workers, and people are told.' },
    { id: '6', text: 'What is in dispute goes to the programme lead of the board, whose word binds.' },
  ],
  clauses: [
    {
      id: 'results',
      cites: '5',
      clause: 'share',
      classes: ['demographics', 'results'],
      from: [ELM.organization],
      to: { organizations: ['Organization/council'], roles: ['social-worker'] },
      purpose: 'direct-care',
      relationships: ['registered', 'team', 'referred', 'caseload'],
    },
    { id: 'told', cites: '5', clause: 'inform', earliest: dayAfter(-30), how: 'a letter to every household' },
    {
      id: 'checks',
      cites: '3',
      clause: 'pay',
      activity: 'foot-check',
      by: ICB,
      to: [ELM.organization, MILL.organization, HARBOUR.organization],
      price: {
        model: 'tariff',
        lines: [
          {
            id: 'check',
            words: 'foot check',
            codes: { system: FEET, codes: ['check'] },
            unit: 'each',
            price: { minor: 10_300, currency: 'GBP' },
          },
        ],
      },
      queryWorkingDays: 40,
    },
    {
      id: 'leave',
      cites: '4',
      clause: 'leave',
      by: 'parties',
      noticeDays: 90,
      runOffDays: 60,
      exitPlan: [
        step('people-told', 'write to the people of the practice', 'programme-lead', 60),
        step('records', 'list what others relied on', 'ig-lead', 30),
        step('money', 'agree the balances', 'finance-lead', 14),
        step('tasks', 'hand over open tasks', 'programme-lead', 7),
      ],
    },
    {
      id: 'ladder',
      cites: '6',
      clause: 'dispute',
      payUndisputed: true,
      binding: true,
      ladder: [{ id: 'lead', words: 'to the programme lead', who: [holder('programme-lead')], workingDays: 10 }],
    },
  ],
});

/** Two of the practices become one. */
export const merger = (dayAfter: (days: number) => string) => ({
  ...footCare(dayAfter),
  id: 'mill-joins-harbour',
  title: 'Mill Lane becomes part of Harbour Street',
  kind: 'contract',
  parties: [MILL, HARBOUR],
  text: [
    ...['services', 'price', 'duration', 'exit'].map((section) => ({ id: section, section, text: 'As before.' })),
    { id: '1', text: 'Harbour Street takes the place of Mill Lane.' },
  ],
  clauses: [
    {
      id: 'merge',
      cites: '1',
      clause: 'succeed',
      from: [MILL.organization],
      to: HARBOUR.organization,
      on: dayAfter(97),
    },
  ],
});
