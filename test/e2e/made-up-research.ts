import type { MyProject, ResearchProject, ResearchRegister } from '#record/contract';

const FEET: ResearchProject = {
  id: 'urn:iras:301234',
  title: 'Feet first: who keeps their feet, and why',
  by: 'Vale Integrated Care Board',
  why: 'To find out whether seeing a podiatrist earlier saves people with diabetes from losing a toe or a foot.',
  takes: 'Your age in tens, your practice, and which yearly checks you had. Not your name and not your address.',
  approval: 'North West Research Ethics Committee, 26/NW/0123',
  until: '2027-12-31',
  over: false,
};
const EYES: ResearchProject = {
  ...FEET,
  id: 'urn:iras:298001',
  title: 'Eyes on the Vale',
  by: 'Vale Hospitals NHS Trust',
  why: 'To compare pictures of the back of the eye over ten years.',
};
const SLEEP: ResearchProject = {
  ...EYES,
  id: 'urn:iras:250007',
  title: 'Sleep and sugar',
  until: '2026-06-30',
  over: true,
};

export const MY_RESEARCH: readonly MyProject[] = [
  { ...FEET, said: [] },
  {
    ...EYES,
    answer: 'agree',
    said: [
      { answer: 'agree', on: '2026-08-02T09:00:00Z', own: true },
      { answer: 'refuse', on: '2026-01-12', writtenBy: 'Elm Tree Surgery', own: true, ended: '2026-08-02T09:00:00Z' },
    ],
  },
  {
    ...FEET,
    id: 'urn:iras:311111',
    title: 'Walking after a stroke',
    answer: 'refuse',
    said: [{ answer: 'refuse', on: '2026-02-01', writtenBy: 'Vale Hospitals NHS Trust', own: false }],
  },
  { ...SLEEP, said: [{ answer: 'agree', on: '2026-01-02T09:00:00Z', own: true }] },
];

export const ASKED: ResearchRegister = { own: [FEET, SLEEP], open: [FEET, EYES] };
