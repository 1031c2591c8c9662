import { amountWords } from '../amount.ts';
import type { Instrument } from '../instrument.ts';
import { dayWords, listed } from '../phrases.ts';
import type { GrantClause, GrantLine, GrantMatch } from './grant.ts';
import { backdated } from './words-money.ts';
import { counted, EVERY_WORDS, holderWords, nameOf, periodWords, spaced, trimmed, whom } from './words.ts';

export function grantWords(clause: GrantClause, instrument: Instrument): string {
  const { funder, to, grant, programme, period, place, parts, every, dueWorkingDays, pack, version, pool } = clause;
  const into = pool ? `, into ${spaced(pool)}` : '';
  const each = listed(clause.lines.map((line) => lineWords(line, instrument)));
  const matched = clause.match ? `; ${matchWords(clause.match, instrument)}` : '';
  const order = `of several that pay for the same it is number ${place}, with ${counted(parts, 'part')} beside those of the same number`;
  return `${nameOf(funder, instrument)} gives ${whom(to, instrument)} ${spaced(grant)} for ${spaced(programme)} ${periodWords(period)}${into}: ${each}${matched}; ${order}; it is told the figures of ${pack} ${version} ${EVERY_WORDS[every]}, within ${counted(dueWorkingDays, 'working day')}${backdated(clause.appliesFrom)}`;
}

function matchWords({ by, puts, forEach, pool, valued, dueBy }: GrantMatch, instrument: Instrument): string {
  const kind = valued ? 'in money or in kind' : 'in money';
  return `for each ${amountWords(forEach)} of it ${nameOf(by, instrument)} puts ${amountWords(puts)} into ${spaced(pool)}, ${kind}, by ${dayWords(dueBy)}`;
}

function lineWords({ words, amount, cost, floor, spokenForBy }: GrantLine, instrument: Instrument): string {
  const kept =
    floor && spokenForBy
      ? `, never less than ${amountWords(floor)} unless ${holderWords(spokenForBy, instrument)} agrees`
      : '';
  return `${amountWords(amount)} for ${trimmed(words)} (each taken to cost ${amountWords(cost)})${kept}`;
}
