import type { Services } from '#joint';
import type { Obligations } from '#obligation';
import type { ObligationAnswers } from './obligations.contract.ts';

/** The engine as pages and routes ask it. */
export function obligationAnswers({ obligations }: Pick<Services, 'obligations'>): ObligationAnswers {
  const engine = (): Obligations => {
    if (obligations === undefined) throw new Error('the engine of what is due was not started');
    return obligations;
  };
  return {
    owedBy: (access, question) => engine().owedBy(access, question),
    owedTo: (access, question) => engine().owedTo(access, question),
    late: (access, question) => engine().late(access, question),
    commitments: (access, question) => engine().commitments(access, question),
    one: (access, id) => engine().one(access, id),
    promise: (access, promised) => engine().byHand.promise(access, promised),
    answer: (access, id, answer) => engine().byHand.answer(access, id, answer),
    askAgain: (access, id, reason) => engine().byHand.askAgain(access, id, reason),
    pause: (access, id, reason) => engine().byHand.pause(access, id, reason),
    resume: (access, id, reason) => engine().byHand.resume(access, id, reason),
    extend: (access, id, change) => engine().byHand.extend(access, id, change),
    close: (access, id, shown) => engine().byHand.close(access, id, shown),
    withdraw: (access, id, reason) => engine().byHand.withdraw(access, id, reason),
    handOver: (access, id, to) => engine().byHand.handOver(access, id, to),
    makeCalendar: (access) => engine().feeds.make(access),
    revokeCalendar: (access) => engine().feeds.revoke(access),
    calendarMade: (access) => engine().feeds.made(access),
  };
}
