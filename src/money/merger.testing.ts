import { day } from '#base';
import { ELM, sharingDraft } from '../governance/partnership.testing.ts';
import { RIVERSIDE, type TestMoney, valueOf } from './money.testing.ts';

/** An agreement of its own, signed by all: from a day on Elm Tree takes the place of Riverside. */
export async function mergerOn({ vale }: TestMoney, on: string): Promise<void> {
  const draft = sharingDraft({ id: 'merger', title: 'Merger' });
  const text = [...draft.text, { id: '1', text: 'Elm Tree takes the place of Riverside.' }];
  const merge = { id: 'merge', cites: '1', clause: 'succeed', from: [RIVERSIDE], to: ELM, on: day(on) } as const;
  const proposer = await vale.seat(ELM, 'ig-lead', 'audit');
  valueOf(await vale.governance.propose(proposer, { ...draft, text, clauses: [merge] }));
  await vale.signAll('merger');
}
