import { type Access, exitOf, type Exit, type Holder, type Instrument, ROLE_WORDS } from '#agreement';
import { leaving, nameOfOrganization, type OpenBook, type Standing } from './book.ts';
import type { LeavePlan, LeavingView } from './contract.ts';
import { mayLeave } from './may.ts';

/** What a seat sees of leaving: who gave notice, what follows, and what would follow. Pure: book and day are given. */
export function leavingOf(book: OpenBook, version: Standing): readonly LeavingView[] {
  const { instrument } = version;
  return instrument.parties.flatMap(({ organization, name }) => {
    const found = leaving(book, version, organization);
    const exit = found && exitOf(version, found.notice);
    if (!found || !exit) return [];
    const { kept, notice, leaves } = found;
    const plan = planOf(book, instrument, exit);
    const steps = plan.steps.map((step, index) => ({ ...step, ...obligationOf(kept.owed[index]) }));
    const left = leaves <= book.today;
    return [{ organization, name, by: kept.by, reason: kept.reason, given: notice.given, left, ...plan, steps }];
  });
}

/** What would follow, were notice given today. */
export function leavePlanOf(book: OpenBook, access: Access, version: Standing): LeavePlan | undefined {
  const leaver = mayLeave(book, access, version);
  if (!leaver.ok) return undefined;
  const exit = exitOf(version, { organization: leaver.value.organization, given: book.today });
  return exit && planOf(book, version.instrument, exit);
}

/** A notice can be taken back while the organisation is bound. */
export function mayStillStay(book: OpenBook, access: Access, version: Standing): boolean {
  const leaver = mayLeave(book, access, version);
  const found = leaver.ok ? leaving(book, version, leaver.value.organization) : undefined;
  return found !== undefined && found.leaves > book.today;
}

function planOf(book: OpenBook, instrument: Instrument, exit: Exit): LeavePlan {
  const name = ({ organization, role }: Holder) =>
    `${capital(ROLE_WORDS[role])} of ${nameOfOrganization(book, instrument, organization)}`;
  const { leaves, runOffUntil, words } = exit;
  const steps = exit.steps.map((step) => ({ words: capital(step.words), owner: name(step.owner), dueBy: step.dueBy }));
  return { leaves, runOffUntil, words, steps };
}

function obligationOf(id: string | undefined): { readonly obligation?: string } {
  return id === undefined ? {} : { obligation: id };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
