import { type Access, difference, optOutsOn, type Stack } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import { lawIn, type Joint, type Services, type Started } from '#joint';
import { accessionAnswers } from './accession.ts';
import { actsOn } from './act.queries.ts';
import { assuranceAnswers } from './assurance/index.ts';
import { giveNotice, takeNoticeBack, withStates } from './leave.ts';
import { noInstrument, noVersion, propose, resume, sign, suspend } from './acts.ts';
import { mainVersion, stackOf, type Standing, standingVersions } from './book.ts';
import type { GovernanceAnswers, InstrumentView, PartnerView } from './contract.ts';
import { alertRisk, type AlertRule, alertRule } from './alerting.ts';
import { type Current, keepCurrent, type PolicySource } from './current.ts';
import type { NewPartnership } from './enroll.ts';
import { documentAnswers } from './document.ts';
import { documentOf } from './document.queries.ts';
import { draftAnswers } from './drafts.ts';
import { decides, topicsOf } from './decides.ts';
import { decisionAnswers } from './decision/index.ts';
import { decisionRoutes } from './decision/routes.ts';
import { disputeAnswers } from './dispute/index.ts';
import { disputesAbout } from './dispute/dispute.queries.ts';
import { disputeRoutes } from './dispute/routes.ts';
import { summaryOf as disputeSummary } from './dispute/view.ts';
import { explain } from './explain.ts';
import { boardPackAnswers, boardPackRoutes } from './board-pack/index.ts';
import { caseAnswers, caseRoutes } from './case/index.ts';
import { programmeAnswers } from './programme/index.ts';
import { programmeRoutes } from './programme/routes.ts';
import { charterAnswers } from './charter/index.ts';
import { raiseIssues } from './charter/issues.ts';
import { charterRoutes } from './charter/routes.ts';
import { taskProjection } from './charter/task.ts';
import { nameIdentities } from './identity/named.ts';
import { oweIdentities } from './identity/owed.ts';
import { identityRoutes } from './identity/routes.ts';
import { inductionAnswers } from './induction/index.ts';
import { inductionRoutes } from './induction/routes.ts';
import { memoryAnswers } from './memory/index.ts';
import { peopleAnswers } from './people/index.ts';
import { peopleRoutes } from './people/routes.ts';
import { handOver } from './people/run.ts';
import { maturityAnswers, maturityRoutes } from './maturity/index.ts';
import { readinessAnswers, readinessRoutes } from './readiness/index.ts';
import { rightAnswers } from './right/index.ts';
import { competitionAnswers, competitionRoutes } from './competition/index.ts';
import { policyAnswers, policyRoutes } from './policy/index.ts';
import { stakeholderAnswers } from './stakeholder/index.ts';
import { stakeholderRoutes } from './stakeholder/routes.ts';
import { rightRoutes } from './right/routes.ts';
import { seatSees } from './seat-sees.ts';
import { routesOf } from './governance.routes.ts';
import { schemeView, setScheme } from './scheme.ts';
import { counting, simulations } from './simulate.ts';
import { maySee } from './may.ts';
import { obligationAnswers } from './obligations.ts';
import { obligationRoutes } from './obligations.routes.ts';
import { oweReports } from './report-owed.ts';
import { governanceMigrations } from './migrations/index.ts';
import { overlap } from './overlap/overlap.ts';
import type { ItemSeenBy } from './overlap/contract.ts';
import { type ItemsQuestion, itemsSeenUnder, personOverlap } from './overlap/person.ts';
import { carryOut, startSuccessions } from './succession/carry-out.ts';
import { heirOf, housesOf } from './succession/house.ts';
import { type Look, type LookBasis, lookedUnder } from './looked-under.ts';
import { contactProjection } from './tie/contact.ts';
import { teamProjection } from './tie/team.ts';
import { tieAnswers } from './tie/index.ts';
import { successionsOf } from './succession/preview.ts';
import { partnerAnswers } from './partners.ts';
import { summariesOf, viewOf } from './view.ts';

export type Enroll = (access: Access, partnership: NewPartnership) => Promise<Outcome<readonly PartnerView[]>>;

/** What `Started.answers` of this joint holds: the contract, and what app alone uses. */
export type Governance = GovernanceAnswers & {
  readonly policySource: PolicySource;
  readonly enroll: Enroll;
  /** 'Organization/x' whose leads act for the whole partnership. */
  readonly host: () => Promise<string | undefined>;
  /** Who stands in the place of an organisation that is no more; itself otherwise. */
  readonly heirOf: (organization: string) => string;
  /** Of each organisation that took another's place: all names it answers to, its own first. */
  readonly houses: () => readonly (readonly string[])[];
  /** Carries out what has come: who takes whose place. By itself every second. */
  readonly carryOut: () => Promise<number>;
  /** Does what is due of what people who left had in hand, at most so many steps, and tells of tasks that go back and forth. By itself every minute. */
  readonly handOver: (atMost?: number) => Promise<number>;
  /** Asks for the reports that agreements promise, of each period that is over; answers how many. By itself every hour. */
  readonly oweReports: () => Promise<number>;
  /** Asks partners for the code by which a register knows them, where nobody said it; answers how many. With the reports. */
  readonly oweIdentities: () => Promise<number>;
  /** Writes the codes that the host has looked up into the Organizations that they are of; answers how many. With the reports. */
  readonly nameIdentities: () => Promise<number>;
  /** The host by the key of its records, from memory. */
  readonly hostKeys: () => readonly number[];
  /** Every version that was proposed, with what the parties did about it, as days: what money is worked out from. */
  readonly stack: () => Stack;
  /** What alerts a seat that prescribes: for the joint that makes alerts. */
  readonly alertRule: (access: Access) => AlertRule | undefined;
  readonly alertRisk: () => ReturnType<typeof alertRisk>;
  /** On what basis looks at records were possible: for the page that tells who looked. */
  readonly lookedUnder: (access: Access, looks: readonly Look[]) => readonly (readonly LookBasis[])[];
  /** By which paragraphs items of a person are seen, and by whom: for the copy that a person is given. */
  readonly itemsSeenUnder: (access: Access, question: ItemsQuestion) => Promise<readonly ItemSeenBy[]>;
};

/** Rows of its own that are written with resources: whose a task is, and who works with whom. */
export const governanceProjections = [taskProjection, contactProjection, teamProjection] as const;

/** Governance: the instruments: what was agreed, signed and is in force. */
export const governance: Joint = {
  name: 'governance',
  migrations: governanceMigrations,
  projects: () => governanceProjections,
  start: async (services) => startGovernance(services),
};

export type GovernanceServices = Pick<Services, 'store' | 'now' | 'zone' | 'log' | 'ports' | 'obligations'> &
  Partial<
    Pick<Services, 'repository' | 'stepUp' | 'seats' | 'inviteSeat' | 'answers' | 'holders' | 'staff' | 'accessOf'>
  >;

/** What people who left had in hand, and roles that nobody sits in: looked at every minute. */
export const HAND_OVER = 'governance.hand-over';

/** Who is silent is asked about, and what is old goes: once an hour. */
export const TEND_STAKEHOLDERS = 'governance.tend-stakeholders';

/** Reports that agreements ask for, of each period that is over: once an hour. */
export const OWE_REPORTS = 'governance.owe-reports';

/** Starts before who asks can be known: `policySource` is what auth makes every Access from. */
export async function startGovernance(
  services: GovernanceServices,
): Promise<Started & { readonly answers: Governance }> {
  const current = await keepCurrent(services);
  const answers = answersOf(services, current);
  const routes = [
    ...routesOf(answers),
    ...identityRoutes(answers),
    ...obligationRoutes(answers.obligations),
    ...disputeRoutes(answers.disputes),
    ...decisionRoutes(answers.decisions),
    ...rightRoutes(answers.rights),
    ...programmeRoutes(answers.programmes),
    ...caseRoutes(answers.cases),
    ...readinessRoutes(answers.readiness),
    ...maturityRoutes(answers.maturity),
    ...peopleRoutes(answers.people),
    ...inductionRoutes(answers),
    ...charterRoutes(answers),
    ...stakeholderRoutes(answers.stakeholders),
    ...competitionRoutes(answers.competition),
    ...policyRoutes(answers.policies),
    ...boardPackRoutes(answers.boardPacks),
  ];
  const stopSuccessions = startSuccessions({ ...services, current });
  const stop = async (): Promise<void> => {
    await stopSuccessions();
    await current.stop();
  };
  const jobs = {
    [HAND_OVER]: async () => void (await answers.handOver()),
    [TEND_STAKEHOLDERS]: async () => void (await answers.stakeholders.tend()),
    [OWE_REPORTS]: async () => {
      await answers.oweReports();
      await answers.oweIdentities();
      await answers.nameIdentities();
    },
  };
  return { routes, answers, jobs, stop };
}

const ACTS_MAX = 100;

/** What a board's report is made from, and the report. */
function reported(
  services: GovernanceServices,
  acting: Parameters<typeof counting>[0],
  count: ReturnType<typeof counting>,
) {
  const own = {
    obligations: obligationAnswers(services),
    disputes: disputeAnswers(acting, count),
    decisions: decisionAnswers(acting),
    programmes: programmeAnswers(acting),
  };
  return { ...own, boardPacks: boardPackAnswers({ ...acting, answers: services.answers ?? {}, own }) };
}

function answersOf(services: GovernanceServices, current: Current): Governance {
  const acting = { ...services, current };
  const count = counting(acting);
  const simulate = simulations(acting, count);
  return {
    policySource: current,
    ...reported(services, acting, count),
    ...draftAnswers(acting),
    ...accessionAnswers(acting),
    ...papersOf(acting),
    rights: rightAnswers(acting),
    ...peopleOf(acting),
    cases: caseAnswers(acting),
    stakeholders: stakeholderAnswers(acting),
    competition: competitionAnswers(acting),
    readiness: readinessAnswers(acting),
    maturity: maturityAnswers(acting),
    policies: policyAnswers(acting),
    host: async () => current.book().partners.find(({ hosts }) => hosts)?.organization,
    heirOf: (organization) => heirOf(current.book(), organization),
    houses: () => housesOf(current.book(), current.policy().successions),
    carryOut: () => carryOut({ ...services, current }),
    ...byTheClock(acting),
    hostKeys: () =>
      current
        .book()
        .partners.filter(({ hosts }) => hosts)
        .map(({ key }) => key),
    stack: () => stackOf(current.book(), services.zone),
    alertRule: (access) => alertRule(current, access),
    alertRisk: () => alertRisk(current),
    ...partnerAnswers(acting),
    instruments: async (access) => summariesOf(current.book(), access),
    instrument: (access, id, version) => instrument(acting, access, id, version),
    propose: (access, draft) => propose(acting, access, draft),
    sign: (access, id, version, textHash) => sign(acting, access, { id, version, textHash }),
    suspend: (access, id, reason) => suspend(acting, access, id, reason),
    resume: (access, id, reason) => resume(acting, access, id, reason),
    leave: (access, id, reason) => giveNotice(acting, access, id, reason),
    stay: (access, id, reason) => takeNoticeBack(acting, access, id, reason),
    decides: async (access, question) => decides(current.book(), access, question),
    overlap: async (access, question) => overlap(current.book(), access, question),
    personOverlap: (access, person) => personOverlap(acting, access, person),
    ...underWhat(acting),
    topics: async (access) => topicsOf(current.book(), access),
    scheme: async (access) => schemeView(current.book(), access),
    setScheme: (access, rules) => setScheme(acting, access, rules),
    simulate: (access, id, version) => simulate(access, seen(current, access, id, version), { id, version }),
    explain: (access, question) => explain(acting, access, question),
    seat: async (access) => seatSees(current, access),
    optOuts: (use) => optOutsOn(lawIn(current.book().zone), use),
    difference: async (access, id, from, to) => {
      const before = seen(current, access, id, from);
      const after = seen(current, access, id, to);
      if (!before) return noVersion(id, from);
      if (!after) return noVersion(id, to);
      return accepted(difference(before.instrument, after.instrument));
    },
  };
}

/** By what something is seen, and was looked at. */
function underWhat(
  acting: GovernanceServices & { readonly current: Current },
): Pick<Governance, 'lookedUnder' | 'itemsSeenUnder'> {
  return {
    lookedUnder: (access, looks) => lookedUnder(acting.current, access, looks),
    itemsSeenUnder: (access, question) => itemsSeenUnder(acting, access, question),
  };
}

/** What comes of time alone. */
function byTheClock(acting: GovernanceServices & { readonly current: Current }) {
  return {
    oweReports: () => oweReports(acting),
    oweIdentities: () => oweIdentities(acting),
    nameIdentities: () => nameIdentities(acting),
    handOver: async (atMost) => (await handOver(acting, atMost)) + (await raiseIssues(acting)),
  } satisfies Partial<Governance>;
}

/** Files that are kept: what was signed, and what each accepts before it signs. */
function papersOf(acting: GovernanceServices & { readonly current: Current }) {
  return { ...documentAnswers(acting), assurance: assuranceAnswers(acting) };
}

/** Whoever comes and goes, and what they know. */
function peopleOf(acting: GovernanceServices & { readonly current: Current }) {
  return {
    people: peopleAnswers(acting),
    memory: memoryAnswers(acting),
    induction: inductionAnswers(acting),
    charters: charterAnswers(acting),
    ties: tieAnswers(acting),
  } satisfies Partial<GovernanceAnswers>;
}

async function instrument(
  { store, current, obligations, seats }: GovernanceServices & { readonly current: Current },
  access: Access,
  id: string,
  version?: number,
): Promise<Outcome<InstrumentView>> {
  const found = seen(current, access, id, version);
  if (!found) return version === undefined ? noInstrument(id) : noVersion(id, version);
  const book = current.book();
  const names = new Map(book.partners.map((partner) => [partner.key, partner.name]));
  const acts = await actsOn(store, id, ACTS_MAX);
  const view = viewOf(book, access, found);
  const document = await documentOf(store, id, found.instrument.version);
  return accepted({
    ...view,
    ...(document ? { document } : {}),
    disputes: (await disputesAbout(store, found.instrument)).map((kept) => disputeSummary(book, found, kept)),
    successions: await successionsOf(
      { ...(obligations ? { obligations } : {}), ...(seats ? { seats } : {}) },
      book,
      access,
      found,
    ),
    leaving: await withStates(obligations, access, view.leaving ?? []),
    acts: acts.map(({ at, by, organization, words }) => ({
      at: at.toISOString(),
      by,
      organization: names.get(organization) ?? '',
      words,
    })),
  });
}

/** A version that the seat may see; the one that counts where none is named. */
function seen(current: Current, access: Access, id: string, version?: number): Standing | undefined {
  const book = current.book();
  const family = standingVersions(book).filter((one) => one.instrument.id === id);
  const found = version === undefined ? mainVersion(family) : family.find((one) => one.instrument.version === version);
  return found && maySee(book, access, found) ? found : undefined;
}
