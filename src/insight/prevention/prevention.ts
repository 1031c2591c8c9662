import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Services } from '#joint';
import { type AgreementsAnswer, askAgreed } from '../agreed.ts';
import type { InsightAnswers } from '../contract.ts';
import { CONVENTION, type MoneyAnswer, preventionSpend } from '../service/spend.ts';
import { cascadeOf, complicationsOf, MENDING, pricesIn } from './cascade.ts';
import { needsOf, type StockAnswer } from './needs.ts';
import type { PreventionAnswers, PreventionView } from './contract.ts';
import { cards, prompts } from './prompts.ts';

type Around = {
  readonly services: Services;
  readonly dashboard: InsightAnswers['dashboard'];
};

/** Prevention beside treatment: prompts while somebody is here, cascades with what mending costs, spend beside complications. */
export function preventionOn(around: Around): PreventionAnswers {
  return {
    prompts: (access, person) => prompts(around.services, access, person),
    cards: (access, patient) => cards(around.services, access, patient),
    view: (access, place) => viewOf(around, access, place),
  };
}

const BALANCING = /^balancing /;

async function viewOf(
  { services, dashboard }: Around,
  access: Access,
  place: string,
): Promise<Outcome<PreventionView>> {
  const first = await dashboard(access, { place });
  if (!first.ok) return first;
  const { packs = [], chosen } = first.value;
  const asked = packs.filter(({ id }) => id.startsWith('cascade-') || BALANCING.test(id));
  const boards = await Promise.all(
    asked.map(({ id }) => (id === chosen ? first : dashboard(access, { place, pack: id }))),
  );
  const told = boards.flatMap((board) => (board.ok ? [board.value] : []));
  const [{ partners, instruments }, spend] = await Promise.all([
    askAgreed(services.answers['governance'] as AgreementsAnswer),
    preventionSpend(services.answers['money'] as MoneyAnswer | undefined, access),
  ]);
  const priceOf = pricesIn(instruments, partners);
  const cascades = told.filter(({ chosen: id = '' }) => id.startsWith('cascade-'));
  const needs = await needsOf(services, access, {
    partners,
    instruments,
    packs: cascades.map(({ chosen: id = '' }) => id),
    stock: services.answers['money'] as StockAnswer | undefined,
  });
  return accepted({
    place: first.value.place,
    places: first.value.places,
    cascades: cascades.map((board) => cascadeOf(board, priceOf, needs.get(board.chosen ?? ''))),
    spend,
    complications: told.filter(({ chosen: id = '' }) => BALANCING.test(id)).flatMap(complicationsOf),
    assumptions: [
      'Complications are counted as recorded. “Expected” is the share of a year before, of the people of now: no more is assumed, and no money is put on what did not happen.',
      'That fewer people have one does not show that prevention did it: other things changed in the same year.',
      MENDING,
      CONVENTION,
    ],
  });
}
