import type { Projection } from '#repository';

type Json = Readonly<Record<string, unknown>>;

const OPEN: readonly unknown[] = ['draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'];
const STEP_MAX = 200;

/** Which organisation has a task in hand, written with it. What it was before stays, so that going back and forth is seen. */
export const taskProjection: Projection = {
  table: 'governance_task',
  past: 'governance_task_past',
  types: ['Task'],
  columns: [
    { name: 'owner', type: 'text' },
    { name: 'step', type: 'text' },
    { name: 'open', type: 'boolean' },
  ],
  rows: (task) => {
    const owner = membersOf(task['owner'])['reference'];
    return typeof owner === 'string' && /^Organization\/[A-Za-z0-9.-]{1,64}$/.test(owner)
      ? [[owner, stepOf(task), OPEN.includes(task['status'])]]
      : [];
  },
};

/** The step that a task is of, in the words of its code. */
function stepOf(task: Json): string {
  const { text, coding } = membersOf(task['code']);
  const first = membersOf(Array.isArray(coding) ? coding[0] : undefined);
  const words = [text, first['display'], first['code']].find((one) => typeof one === 'string' && one !== '');
  return typeof words === 'string' ? words.slice(0, STEP_MAX) : 'a task';
}

function membersOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
