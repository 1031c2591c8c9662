import type { Access } from '#agreement';
import { dayWords } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { keepNotice, note, withdrawNotice } from './act.queries.ts';
import { type Acting, actFor } from './acts.ts';
import { proved } from './proof.ts';
import { leaving } from './book.ts';
import type { InstrumentSummary, LeavingView } from './contract.ts';
import { letGoOfExit, oweExit } from './exit-owed.ts';
import { mayLeave } from './may.ts';
import { suspendable } from './view.ts';

/** Gives notice: everything goes on until it has run; what has to be done by then falls due from this moment. */
export function giveNotice(
  acting: Acting,
  access: Access,
  id: string,
  reason: string,
): Promise<Outcome<InstrumentSummary>> {
  return actFor(acting, access, { id, reason, may: mayLeave }, async (of) => {
    const { transaction, actor, book, version, partner, why } = of;
    const { organization, name } = partner;
    const { title, version: number } = version.instrument;
    if (!suspendable(version)) {
      return refuse('conflict', 'governance.not-running', `${title} does not run and is not going to.`);
    }
    if (leaving(book, version, organization)) {
      return refuse('conflict', 'governance.leaving-already', `${name} has given notice already.`);
    }
    const fresh = await proved(acting, access);
    if (!fresh.ok) return fresh;
    const notice = { organization, given: book.today };
    const owed = await oweExit(acting, transaction, access, { version, notice, leaver: { organization, name } });
    await keepNotice(transaction, actor, { instrument: id, organization, reason: why, owed });
    const words = `${name} gave notice: ${why}`;
    await note(transaction, actor, { act: 'leave', instrument: id, version: number, words });
    return accepted({ id, version: number });
  });
}

/** Takes the notice back while the organisation is still bound; its steps are no longer due. */
export function takeNoticeBack(
  acting: Acting,
  access: Access,
  id: string,
  reason: string,
): Promise<Outcome<InstrumentSummary>> {
  return actFor(acting, access, { id, reason, may: mayLeave }, async (of) => {
    const { transaction, actor, book, version, partner, why } = of;
    const { organization, name } = partner;
    const given = leaving(book, version, organization);
    if (!given) return refuse('conflict', 'governance.not-leaving', `${name} has given no notice that still runs.`);
    if (given.leaves <= book.today) {
      const text = `${name} left on ${dayWords(given.leaves)}; a new version that all sign takes it in again.`;
      return refuse('conflict', 'governance.has-left', text);
    }
    await withdrawNotice(transaction, actor, { id: given.kept.id, reason: why });
    await letGoOfExit(acting, transaction, access, { owed: given.kept.owed, reason: why });
    const words = `${name} took its notice back: ${why}`;
    await note(transaction, actor, { act: 'stay', instrument: id, version: version.instrument.version, words });
    return accepted({ id, version: version.instrument.version });
  });
}

/** How far the steps are, for a seat that may see them; from other seats the obligation is kept. */
export async function withStates(
  obligations: Services['obligations'] | undefined,
  access: Access,
  leavers: readonly LeavingView[],
): Promise<readonly LeavingView[]> {
  const stepOf = async ({ obligation, ...step }: LeavingView['steps'][number]) => {
    const found = obligation === undefined ? undefined : await obligations?.one(access, obligation);
    if (obligation === undefined || !found?.ok) return step;
    const { late, state } = found.value;
    return { ...step, obligation, state: late && state === 'open' ? ('late' as const) : state };
  };
  return Promise.all(
    leavers.map(async (leaver) => ({ ...leaver, steps: await Promise.all(leaver.steps.map(stepOf)) })),
  );
}
