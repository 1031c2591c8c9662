import type { Services } from '#joint';
import type { Acting } from '../acts.ts';
import { countedMeasures, type Counting } from '../counted.ts';
import type { DecisionAnswers } from './contract.ts';
import { declareInterest, endOf, interests } from './interest-acts.ts';
import { call, callOff, close, come, leave, open } from './meeting-acts.ts';
import * as papers from './paper-acts.ts';
import { paperView } from './paper-view.ts';
import { simulate } from './simulated.ts';
import { bodies, bodyView, meetingView } from './view.ts';

/** Boards, meetings, papers and interests, as pages and routes ask for them. */
export function decisionAnswers(acting: Acting & Counting & Pick<Services, 'ports'>): DecisionAnswers {
  return {
    bodies: (access) => bodies(acting, access),
    body: (access, id) => bodyView(acting, access, id),
    call: (access, meeting) => call(acting, access, meeting),
    meeting: (access, id) => meetingView(acting, access, id),
    come: (access, id, typed) => come(acting, access, id, typed),
    left: (access, id, seat) => leave(acting, access, id, seat),
    open: (access, id) => open(acting, access, id),
    close: (access, id) => close(acting, access, id),
    callOff: (access, id, reason) => callOff(acting, access, id, reason),
    measures: (access) => countedMeasures(acting, access),
    put: (access, body, paper) => papers.put(acting, access, body, paper),
    paper: (access, id) => paperView(acting, access, id),
    table: (access, id, meeting) => papers.table(acting, access, id, meeting),
    declare: (access, id, words) => papers.declare(acting, access, id, words),
    letIn: (access, id, typed) => papers.letIn(acting, access, id, typed),
    vote: (access, id, typed) => papers.vote(acting, access, id, typed),
    decide: (access, id, words) => papers.decide(acting, access, id, words),
    putBack: (access, id, reason) => papers.putBack(acting, access, id, reason),
    sendUp: (access, id, reason) => papers.sendUp(acting, access, id, reason),
    withdraw: (access, id, reason) => papers.withdraw(acting, access, id, reason),
    position: (access, id, typed) => papers.position(acting, access, id, typed),
    simulate: (access, id, days) => simulate(acting, access, id, days),
    offer: (access, id, typed) => papers.offer(acting, access, id, typed),
    answer: (access, id, typed) => papers.answer(acting, access, id, typed),
    arbitrate: (access, id, typed) => papers.arbitrate(acting, access, id, typed),
    measure: (access, id, words) => papers.measure(acting, access, id, words),
    nameMeasure: (access, id, seenIn) => papers.nameMeasure(acting, access, id, seenIn),
    interests: (access) => interests(acting, access),
    declareInterest: (access, typed) => declareInterest(acting, access, typed),
    endInterest: (access, id, until) => endOf(acting, access, id, until),
  };
}
