import { sensitiveCodesPage } from './audit/codes.tsx';
import { emergencyPage } from './audit/emergency.tsx';
import { optOutsPage } from './audit/opt-outs.tsx';
import { researchAskedPage } from './audit/research.tsx';
import { questionPage } from './audit/question.tsx';
import { auditPage } from './audit/queue.tsx';
import { auditSearchPage } from './audit/search.tsx';
import { unusualPage } from './audit/unusual.tsx';
import { resumePage, signPage, suspendPage } from './governance/acts.tsx';
import { agreementPage } from './governance/agreement.tsx';
import { agreementsPage } from './governance/agreements.tsx';
import { boardPackPage, issuedPackPage } from './board/pack.tsx';
import { bodiesPage } from './decision/bodies.tsx';
import { bodyPage } from './decision/body.tsx';
import { interestsPage } from './decision/interests.tsx';
import { meetingPage } from './decision/meeting.tsx';
import { newPaperPage } from './decision/new-paper.tsx';
import { paperPage } from './decision/paper.tsx';
import { rightsPage } from './decision/rights.tsx';
import { decidesPage } from './governance/decides.tsx';
import { disputePage } from './governance/dispute.tsx';
import { disputesPage } from './governance/disputes.tsx';
import { explainPage } from './governance/explain.tsx';
import { invitePage } from './governance/invite.tsx';
import { joinPage } from './governance/join.tsx';
import { coveragePage } from './governance/coverage.tsx';
import { leavePage, stayPage } from './governance/leave.tsx';
import { draftPage } from './governance/editor/draft.tsx';
import { draftsPage } from './governance/editor/drafts.tsx';
import { paragraphPage } from './governance/editor/paragraph.tsx';
import { partPage } from './governance/editor/part.tsx';
import { termsPage } from './governance/editor/terms.tsx';
import { myAgreementsPage, personAgreementsPage } from './governance/person-overlap.tsx';
import { lawPage } from './governance/law.tsx';
import { mandatePage } from './governance/mandate.tsx';
import { partnershipPage } from './governance/partnership.tsx';
import { overlapPage } from './governance/overlap.tsx';
import { simulatePage } from './governance/simulate.tsx';
import { raiseDisputePage } from './governance/raise-dispute.tsx';
import { safetyDocumentsPage as safetyDocumentsDefinition } from './governance/safety-documents.tsx';
import { schemePage } from './governance/scheme.tsx';
import { proposePage } from './governance/propose.tsx';
import { extractPage } from './insight/extract.tsx';
import { lackingPage } from './insight/lacking.tsx';
import { measurePage } from './insight/measure.tsx';
import { oddPage } from './insight/odd.tsx';
import { chooseServicePage } from './insight/choose-service.tsx';
import { codeMapsPage } from './insight/code-maps.tsx';
import { codingPage } from './insight/coding.tsx';
import { inspectionsPage } from './insight/inspections.tsx';
import { monthlyReportPage } from './insight/monthly-report.tsx';
import { monthlyReportsPage } from './insight/monthly-reports.tsx';
import { preventionPage } from './insight/prevention.tsx';
import { lettersPage, recallPage } from './insight/recall.tsx';
import { recallFormPage } from './insight/recall-form.tsx';
import { servicesPage } from './insight/services.tsx';
import { sentinelPage } from './insight/sentinel.tsx';
import { sentinelsPage } from './insight/sentinels.tsx';
import { outliersPage } from './insight/outliers.tsx';
import { signalsPage } from './insight/signals.tsx';
import { keptPage } from './insight/kept.tsx';
import { measuresPage } from './insight/measures.tsx';
import { restatedPage } from './insight/restated.tsx';
import { visitPackPage } from './insight/visit.tsx';
import { budgetPage as budgetDefinition } from './money/budget.tsx';
import { closePage } from './money/close.tsx';
import { quarterPage } from './money/quarter.tsx';
import { chargePage } from './money/charge.tsx';
import { chargesPage } from './money/charges.tsx';
import { elsewherePage } from './money/elsewhere.tsx';
import { queriedPage } from './money/queried.tsx';
import { settlementPage } from './money/settlement.tsx';
import { settlementsPage } from './money/settlements.tsx';
import { contributionsPage } from './money/contributions.tsx';
import { enterPage } from './money/enter.tsx';
import { figurePage } from './money/figure.tsx';
import { grantPage } from './money/grant.tsx';
import { togetherPage } from './money/together.tsx';
import { grantsPage } from './money/grants.tsx';
import { ledgerPage } from './money/ledger.tsx';
import { poolPage } from './money/pool.tsx';
import { poolsPage } from './money/pools.tsx';
import { humpPage } from './money/hump.tsx';
import { humpsPage } from './money/humps.tsx';
import { movementPage } from './money/movement.tsx';
import { movementsPage } from './money/movements.tsx';
import { modelsPage } from './money/models.tsx';
import { simulateMoneyPage } from './money/simulate-money.tsx';
import { statementPage } from './money/statement.tsx';
import { booksPage } from './money/books.tsx';
import { incentivesPage } from './money/incentives.tsx';
import { movedWorksPage } from './money/moved/list.tsx';
import { movedWorkPage } from './money/moved/one.tsx';
import { stockItemPage } from './money/stock/item.tsx';
import { stockPage } from './money/stock/list.tsx';
import { transferPage } from './money/stock/transfer.tsx';
import { myCostsPage, personCostsPage } from './money/means/costs.tsx';
import { careCostPage } from './money/means/one.tsx';
import { tryOutPage } from './money/means/try-out.tsx';
import { keyPeoplePage } from './people/key-people.tsx';
import { charterPage } from './people/charter.tsx';
import { chartersPage } from './people/charters.tsx';
import { inductionPage } from './people/induction.tsx';
import { leavingPage } from './people/leaving.tsx';
import { memoryPage } from './people/memory.tsx';
import { packPage } from './people/pack.tsx';
import { tiesPage } from './people/ties.tsx';
import { maturityRoundPage } from './maturity/round.tsx';
import { maturityRoundsPage } from './maturity/rounds.tsx';
import { roundPage } from './readiness/round.tsx';
import { roundsPage } from './readiness/rounds.tsx';
import { casePage } from './programme/case.tsx';
import { programmeLessonsPage } from './programme/lessons.tsx';
import { programmeLevelsPage } from './programme/levels.tsx';
import { programmesPage } from './programme/list.tsx';
import { programmeMeansPage } from './programme/means.tsx';
import { programmePlanPage } from './programme/plan.tsx';
import { programmePage } from './programme/tree.tsx';
import { whatChangesPage } from './programme/what-changes.tsx';
import { bundlePage } from './competition/bundle.tsx';
import { competitionMapPage } from './competition/map.tsx';
import { pairPage } from './competition/pair.tsx';
import { procurementPage } from './competition/procurement.tsx';
import { procurementsPage } from './competition/procurements.tsx';
import { applicationPage } from './policy/application.tsx';
import { policiesPage } from './policy/policies.tsx';
import { policyPage } from './policy/policy.tsx';
import { forPeoplePage } from './stakeholder/for-people.tsx';
import { influencePage } from './stakeholder/influence.tsx';
import { kitPage } from './stakeholder/kit.tsx';
import { kitsPage } from './stakeholder/kits.tsx';
import { myEntriesPage } from './stakeholder/my-entries.tsx';
import { rhythmPage } from './stakeholder/rhythm.tsx';
import { stakeholderPage } from './stakeholder/stakeholder.tsx';
import { stakeholdersPage } from './stakeholder/stakeholders.tsx';
import { type Page, page } from './page.ts';
import { commitmentsPage } from './obligation/commitments.tsx';
import { duePage } from './obligation/due.tsx';
import { obligationPage } from './obligation/obligation.tsx';
import { promisePage } from './obligation/promise.tsx';
import { harmPage } from './audit/harm.tsx';
import { answerPage } from './forms/answer.tsx';
import { fillPage, myFillPage } from './forms/fill.tsx';
import { formPage } from './forms/form.tsx';
import { publishFormPage as publishFormDefinition } from './forms/publish.tsx';
import { formVersionsPage } from './forms/versions.tsx';
import { formsPage } from './forms/list.tsx';
import { myFormsPage } from './forms/mine.tsx';
import { accessPage, myAccessPage } from './record/access.tsx';
import { identityPage } from './record/identity.tsx';
import { linksPage } from './record/links.tsx';
import { myDecidesPage, personDecidesPage } from './record/decides.tsx';
import { myHarmPage, personHarmPage } from './record/harm.tsx';
import { protectionNotePage, protectionPage } from './record/protection.tsx';
import { researchPage } from './record/research.tsx';
import { sharingPage } from './record/sharing.tsx';
import { whoKnowsPage } from './record/who-knows.tsx';
import { whyPage } from './record/why.tsx';
import { mePage } from './record/me.tsx';
import { openEmergencyPage } from './record/open-emergency.tsx';
import { myRequestPage } from './record/rights/my-request.tsx';
import { myRequestsPage } from './record/rights/my-requests.tsx';
import { requestPage } from './record/rights/request.tsx';
import { requestsPage } from './record/rights/requests.tsx';
import { toldPage } from './record/rights/told.tsx';
import { peoplePage } from './record/people.tsx';
import { personPage } from './record/person.tsx';
import { goPage } from './shell/go.tsx';
import { lookPage } from './shell/look-page.tsx';

export {
  type Done,
  draw,
  type LoaderContext,
  type OpenedPage,
  type Page,
  type PageDefinition,
  page,
  type SignedIn,
} from './page.ts';
export { appsPage } from './apps/apps.tsx';
export { type ConsentLine, consentPage } from './apps/consent.tsx';
export type { AppToOpen } from './apps/open-apps.tsx';
export { pickPersonPage } from './apps/pick-person.tsx';
export { LOOK_COOKIE, type Look, readLook } from './shell/look.ts';
export { FINDERS, firstPage, MONEY, STAFF } from './shell/places.ts';
export { showMoment } from './parts/dates.ts';
export { refusalPage } from './shell/refusal.tsx';
export { type Assets, renderShell, type Seat, type ShellInput } from './shell/shell.tsx';
export { beginPage } from './shell/begin.tsx';
export { signInPage } from './shell/sign-in.tsx';
export { type AccountShown, accountPage } from './account/account.tsx';
export { type ByLawShown, byLawPage } from './account/by-law.tsx';
export { codesPage, type SecondShown, secondPage } from './account/second.tsx';
export { type StaffShown, staffPage } from './account/staff.tsx';

/** A budget that is brought in as a file is shown on its own page. */
export const budgetPage: Page = page(budgetDefinition);

/** Its preview is drawn by a route of its own, which takes a file. */
export const safetyDocumentsPage: Page = page(safetyDocumentsDefinition);
export const publishFormPage: Page = page(publishFormDefinition);

/** Every page of the program, for app to mount. */
export const pages: readonly Page[] = [
  page(peoplePage),
  page(personPage),
  page(whyPage),
  page(accessPage),
  page(linksPage),
  page(identityPage),
  page(mePage),
  page(myAccessPage),
  page(myHarmPage),
  page(personHarmPage),
  page(personDecidesPage),
  page(myDecidesPage),
  page(protectionPage),
  page(protectionNotePage),
  page(sharingPage),
  page(whoKnowsPage),
  page(researchPage),
  page(myRequestsPage),
  page(myRequestPage),
  page(requestsPage),
  page(requestPage),
  page(toldPage),
  page(openEmergencyPage),
  page(auditPage),
  page(unusualPage),
  page(auditSearchPage),
  page(sensitiveCodesPage),
  page(optOutsPage),
  page(researchAskedPage),
  page(emergencyPage),
  page(questionPage),
  page(harmPage),
  page(inspectionsPage),
  page(codingPage),
  page(codeMapsPage),
  page(measuresPage),
  page(visitPackPage),
  page(outliersPage),
  page(keptPage),
  page(restatedPage),
  page(extractPage),
  page(measurePage),
  page(signalsPage),
  page(sentinelsPage),
  page(monthlyReportsPage),
  page(monthlyReportPage),
  page(recallFormPage),
  page(recallPage),
  page(lettersPage),
  page(servicesPage),
  page(preventionPage),
  page(chooseServicePage),
  page(sentinelPage),
  page(oddPage),
  page(lackingPage),
  page(agreementsPage),
  page(agreementPage),
  page(coveragePage),
  page(signPage),
  page(suspendPage),
  page(resumePage),
  page(leavePage),
  page(stayPage),
  page(simulatePage),
  page(proposePage),
  page(invitePage),
  page(joinPage),
  page(draftsPage),
  page(draftPage),
  page(termsPage),
  page(partPage),
  page(paragraphPage),
  safetyDocumentsPage,
  page(schemePage),
  page(explainPage),
  page(lawPage),
  page(decidesPage),
  page(boardPackPage),
  page(issuedPackPage),
  page(bodiesPage),
  page(newPaperPage),
  page(bodyPage),
  page(meetingPage),
  page(paperPage),
  page(interestsPage),
  page(rightsPage),
  page(programmesPage),
  page(keyPeoplePage),
  page(leavingPage),
  page(chartersPage),
  page(charterPage),
  page(tiesPage),
  page(memoryPage),
  page(inductionPage),
  page(packPage),
  page(programmePage),
  page(casePage),
  page(programmePlanPage),
  page(programmeMeansPage),
  page(programmeLevelsPage),
  page(programmeLessonsPage),
  page(whatChangesPage),
  page(stakeholdersPage),
  page(stakeholderPage),
  page(rhythmPage),
  page(influencePage),
  page(procurementsPage),
  page(competitionMapPage),
  page(pairPage),
  page(procurementPage),
  page(bundlePage),
  page(policiesPage),
  page(policyPage),
  page(applicationPage),
  page(kitsPage),
  page(kitPage),
  page(forPeoplePage),
  page(myEntriesPage),
  page(maturityRoundsPage),
  page(maturityRoundPage),
  page(roundsPage),
  page(roundPage),
  page(formsPage),
  publishFormPage,
  page(formPage),
  page(formVersionsPage),
  page(fillPage),
  page(answerPage),
  page(myFormsPage),
  page(myFillPage),
  page(disputesPage),
  page(partnershipPage),
  page(overlapPage),
  page(myAgreementsPage),
  page(personAgreementsPage),
  page(mandatePage),
  page(disputePage),
  page(raiseDisputePage),
  page(tryOutPage),
  page(careCostPage),
  page(personCostsPage),
  page(myCostsPage),
  page(grantsPage),
  page(togetherPage),
  page(grantPage),
  page(figurePage),
  page(poolsPage),
  page(chargesPage),
  page(settlementsPage),
  page(settlementPage),
  page(queriedPage),
  page(elsewherePage),
  page(chargePage),
  page(simulateMoneyPage),
  page(modelsPage),
  page(movementsPage),
  page(movementPage),
  page(movedWorksPage),
  page(movedWorkPage),
  page(incentivesPage),
  page(stockPage),
  page(transferPage),
  page(stockItemPage),
  page(humpsPage),
  page(humpPage),
  page(poolPage),
  budgetPage,
  page(quarterPage),
  page(closePage),
  page(contributionsPage),
  page(ledgerPage),
  page(statementPage),
  page(booksPage),
  page(enterPage),
  page(duePage),
  page(commitmentsPage),
  page(promisePage),
  page(obligationPage),
  page(goPage),
  page(lookPage),
];
