import type { Instrument } from '../instrument.ts';
import { dayWords, listed, ROLE_WORDS, roleOfOne } from '../phrases.ts';
import type {
  AgeWeight,
  ContributeClause,
  PayClause,
  Price,
  RiskStep,
  ShareRiskClause,
  TariffLine,
  TransitionClause,
} from './money.ts';
import { amountWords } from '../amount.ts';
import { counted, EVERY_WORDS, evidenceWords, nameOf, periodWords, spaced, trimmed, whom } from './words.ts';

export function contributeWords(clause: ContributeClause, instrument: Instrument): string {
  const kind = clause.inKind ? ` in kind (${trimmed(clause.inKind)})` : '';
  const parts = clause.every === 'once' ? 'at once' : `in equal parts ${EVERY_WORDS[clause.every]}`;
  const fence = clause.ringFencedFor ? `, for ${spaced(clause.ringFencedFor)} alone` : '';
  const floor = clause.floor ? `, never less than ${amountWords(clause.floor)}` : '';
  const varies = {
    'pro-rata': 'a change counts for what is left of the period, by the day',
    'next-period': 'a change counts from the next period on',
    fixed: 'it does not change within the period',
  }[clause.varies];
  return `${nameOf(clause.by, instrument)} puts ${amountWords(clause.amount)}${kind} into ${spaced(clause.pool)} ${periodWords(clause.period)}, ${parts}, due on working day ${clause.dueWorkingDay}${fence}${floor}; ${varies}${backdated(clause.appliesFrom)}`;
}

export function payWords(clause: PayClause, instrument: Instrument): string {
  const scheme = clause.scheme ? ` under the scheme ${spaced(clause.scheme)}` : '';
  const pool = clause.pool ? `, out of ${spaced(clause.pool)},` : '';
  const centre = clause.costCentre ? ` (cost centre ${clause.costCentre})` : '';
  return `${nameOf(clause.by, instrument)} pays ${whom(clause.to, instrument)}${pool} for ${spaced(clause.activity)}${scheme}${centre}: ${priceWords(clause.price)}${workerWords(clause)}; a charge can be queried within ${counted(clause.queryWorkingDays, 'working day')}${backdated(clause.appliesFrom)}`;
}

function workerWords({ worker }: PayClause): string {
  if (!worker) return '';
  const { role, shared, verified } = worker;
  const whose =
    shared === 'each' ? `the one of the ${ROLE_WORDS[role]} who did it` : `all ${ROLE_WORDS[role]} together`;
  const shown =
    verified.by === 'second-person'
      ? `once ${article(roleOfOne(verified.role))} who did not do it says that it was done`
      : `once the record shows ${trimmed(verified.words)} for the same person ${verified.withinDays === 0 ? 'on the same day' : `within ${counted(verified.withinDays, 'day')}`}`;
  return `, for ${whose}, ${shown}; the same for one person by one worker on one day is paid once`;
}

function article(word: string): string {
  return `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;
}

export function shareRiskWords(clause: ShareRiskClause, instrument: Instrument): string {
  const steps = (all: readonly RiskStep[]) => all.map((step) => stepWords(step, instrument)).join('; then ');
  return `at the end of each ${clause.settled}, what ${spaced(clause.pool)} spent too much is met so: ${steps(clause.overspend)}. What it did not spend goes so: ${steps(clause.underspend)}`;
}

export function transitionWords(clause: TransitionClause, instrument: Instrument): string {
  const tranches = clause.tranches.map(({ id, amount, notBefore, milestones }) => {
    const when = milestones.map((one) => `${trimmed(one.words)} (${evidenceWords(one.evidence)})`);
    const shown = when.length > 0 ? `, once shown: ${listed(when)}` : '';
    return `${spaced(id)}: ${amountWords(amount)} not before ${dayWords(notBefore)}${shown}`;
  });
  const back = clause.payBack
    ? `. It is paid back from ${dayWords(clause.payBack.from)}, ${EVERY_WORDS[clause.payBack.every]}, with ${clause.payBack.percentOfSavings} % of what is saved, at most ${amountWords(clause.payBack.most)}${clause.payBack.until ? `, until ${dayWords(clause.payBack.until)}` : ''}`
    : '';
  const released = clause.released ? `; each is released by a decision on ${spaced(clause.released)}` : '';
  return `${nameOf(clause.by, instrument)} pays ${nameOf(clause.to, instrument)} for running old and new side by side (${spaced(clause.fund)}, ${periodWords(clause.doubleRunning)}): ${tranches.join('; ')}${released}${costWords(clause)}${savingWords(clause, instrument)}${back}`;
}

function costWords({ costs = [] }: TransitionClause): string {
  const steps = costs.map(({ from, monthly }) => `${amountWords(monthly)} a month from ${dayWords(from)}`);
  return steps.length === 0 ? '' : `. Running both costs ${listed(steps)}`;
}

function savingWords({ savings }: TransitionClause, instrument: Instrument): string {
  if (!savings) return '';
  const { words, at, before, worth, fewer } = savings;
  const steps = fewer.map(({ from, monthly }) => `${monthly} fewer a month from ${dayWords(from)}`);
  const expected = steps.length === 0 ? '' : `; expected are ${listed(steps)}`;
  return `. Saved is ${amountWords(worth)} for each ${trimmed(words)} fewer than ${before} a month that ${nameOf(at, instrument)} records${expected}`;
}

export function priceWords(price: Price): string {
  switch (price.model) {
    case 'block':
      return `${amountWords(price.amount)} ${EVERY_WORDS[price.every]}, whatever is done`;
    case 'tariff':
      return lines(price.lines);
    case 'cost-per-case': {
      const most = price.most ? `, ${amountWords(price.most)} at most ${EVERY_WORDS[price.every]}` : '';
      const beyond = `of the price of those beyond ${counted(price.threshold, 'case')} ${EVERY_WORDS[price.every]} ${price.abovePercent} % is paid`;
      return `${lines(price.lines)}; ${beyond}${most}`;
    }
    case 'capitation':
      return `${amountWords(price.perPerson)} ${EVERY_WORDS[price.every]} for each ${price.counted} person${weights(price.weights)}`;
    case 'blended':
      return `${amountWords(price.fixed)} ${EVERY_WORDS[price.every]} for what is planned (${amountWords(price.planned)}); of what is above it ${price.abovePercent} % is paid, of what is below it ${price.belowPercent} % is paid back, valued at ${lines(price.lines)}`;
    case 'integration-premium':
      return `${amountWords(price.premium)} more when ${price.together.map((set) => set.codes.join(' or ')).join(' together with ')} were recorded for the same person within ${counted(price.withinDays, 'day')}`;
  }
}

function lines(all: readonly TariffLine[]): string {
  return listed(all.map((line) => `${amountWords(line.price)} for ${perUnit(line)}`));
}

function perUnit({ unit, words }: TariffLine): string {
  return unit === 'each' ? `each ${trimmed(words)}` : `each ${unit} of ${trimmed(words)}`;
}

function weights(all: readonly AgeWeight[] = []): string {
  if (all.length === 0) return '';
  const each = all.map(({ fromAge, untilAge, percent }) => {
    const ages = untilAge === undefined ? `from age ${fromAge}` : `aged ${fromAge} to ${untilAge - 1}`;
    return `${percent} % of it ${ages}`;
  });
  return ` (${listed(each)})`;
}

function stepWords(step: RiskStep, instrument: Instrument): string {
  const most = 'most' in step && step.most ? `, up to ${amountWords(step.most)}` : '';
  switch (step.step) {
    case 'use-underspends':
      return `by what ${listed(step.of.map(spaced))} did not spend`;
    case 'draw-reserve':
      return `by ${spaced(step.reserve)}${most}`;
    case 'split':
      return `${listed(
        step.shares.map(
          (share) =>
            `${counted(share.parts, 'part')} ${nameOf(share.organization, instrument)}${share.most ? ` (at most ${amountWords(share.most)})` : ''}`,
        ),
      )}${most}`;
    case 'keep-in-pool':
      return `kept in the pool${most}`;
    case 'carry':
      return `${nameOf(step.by, instrument)} carries the rest`;
  }
}

export function backdated(appliesFrom: string | undefined): string {
  return appliesFrom ? `; it counts from ${dayWords(appliesFrom)} on` : '';
}
