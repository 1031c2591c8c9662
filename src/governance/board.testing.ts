import type { Access, Clause } from '#agreement';
import { COUNCIL, ELM, RIVERSIDE, sharingDraft, type TestPartnership, valueOf } from './partnership.testing.ts';

type Body = Extract<Clause, { readonly clause: 'decide' }>['body'];

const OF_ONE: Body = { name: 'The board', members: [{ organization: COUNCIL, role: 'commissioner' }] };

/**
 * The sharing agreement with a paragraph that says who decides about programmes, signed by everybody: the body `sharing~board`, of
 * which the council's commissioner is the only member where nothing is said.
 */
export async function agreeBoard(vale: TestPartnership, body: Body = OF_ONE): Promise<void> {
  const base = sharingDraft();
  const board: Clause = {
    id: 'board',
    cites: '5',
    clause: 'decide',
    topics: ['programme'],
    quorum: 1,
    by: 'majority',
    body,
  };
  const text = [...base.text, { id: '5', text: 'Who decides.' }];
  const draft = { ...base, text, clauses: [...base.clauses, board] };
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead', 'audit'), draft));
  await vale.signAll('sharing');
}

/** A programme about which that board decides, led by the hospital's programme lead. Answers its id. */
export async function beginProgramme({ governance }: TestPartnership, lead: Access, name = 'Feet'): Promise<string> {
  const begun = {
    name,
    aim: 'Fewer ulcers',
    measure: 'foot-checked',
    board: 'sharing~board',
    lead: `${RIVERSIDE}|programme-lead`,
  };
  return valueOf(await governance.programmes.begin(lead, begun)).id;
}
