import type { Actor } from '#obligation';
import { lockProgramme } from '../programme/programme.queries.ts';
import { programmeState } from '../programme/programme.ts';
import { oweWord, pledgeFact, silenceFact, type Tending } from './owe.ts';
import { goneOn, isSilent } from './rules.ts';
import {
  addStakeholderDeeds,
  allStakeholderDeeds,
  forgetStakeholder,
  stakeholderDeeds,
} from './stakeholder.queries.ts';
import { circleOf } from './stakeholder.ts';

type Tended = { readonly silent: number; readonly gone: number };

/** The program itself, where nobody asks. */
const BY = {
  principal: 'system/governance',
  name: 'Concord',
  role: 'system',
  organization: 0,
} as const satisfies Actor;

/** Of every programme: who is silent is asked about once, and an entry that is old is removed. */
export async function tend(tending: Tending): Promise<Tended> {
  const all = await allStakeholderDeeds(tending.store);
  const done: Tended[] = [];
  for (const programme of all.keys()) done.push(await tendOne(tending, programme));
  return {
    silent: done.reduce((sum, { silent }) => sum + silent, 0),
    gone: done.reduce((sum, { gone }) => sum + gone, 0),
  };
}

async function tendOne(tending: Tending, id: string): Promise<Tended> {
  const book = tending.current.book();
  return tending.store.write(async (transaction) => {
    const kept = await lockProgramme(transaction, id);
    if (!kept) return { silent: 0, gone: 0 };
    const programme = programmeState(kept);
    const circle = circleOf(await stakeholderDeeds(transaction, id));
    const old = circle.stakeholders.filter((one) => goneOn(one, circle, book.zone) <= book.today);
    const actor = { access: BY, at: new Date(tending.now()) };
    for (const one of old) {
      const { contacts, promises } = one;
      await forgetStakeholder(transaction, { programme: id, stakeholder: one.id });
      const said = {
        did: 'gone',
        stakeholder: one.id,
        on: book.today,
        contacts: contacts.length,
        promises: promises.length,
        done: promises.filter(({ done }) => done).length,
      } as const;
      await addStakeholderDeeds(transaction, actor, {
        programme: id,
        organization: '',
        all: [{ subject: 'all', said }],
      });
      for (const fact of [silenceFact(id, one.id), ...promises.map((each) => pledgeFact(id, one.id, each.id))])
        await tending.obligations?.fact(transaction, BY, fact, { words: 'The entry was old and is kept no more.' });
    }
    let silent = 0;
    for (const one of circle.stakeholders.filter((each) => !old.includes(each) && isSilent(each, circle, book)))
      if (await oweWord(tending, transaction, BY, { id, programme, one, circle })) silent += 1;
    return { silent, gone: old.length };
  });
}
