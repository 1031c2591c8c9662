import { unreachable } from '#base';
import type { Clause, Instrument } from './instrument.ts';
import { capital } from './phrases.ts';
import {
  disputeWords,
  indemnifyWords,
  joinWords,
  leaveWords,
  succeedWords,
  suspendWords,
  varyWords,
} from './clauses/words-life.ts';
import { grantWords } from './clauses/words-grant.ts';
import { contributeWords, payWords, shareRiskWords, transitionWords } from './clauses/words-money.ts';
import { stockWords } from './clauses/words-stock.ts';
import { informWords, shareWords, withholdWords } from './clauses/words-sharing.ts';
import {
  decideWords,
  functionsWords,
  measureWords,
  populationWords,
  practiseWords,
  reportWords,
} from './clauses/words-working.ts';

/** What a clause does, in a sentence that cites the paragraph it carries out. */
export function render(clause: Clause, instrument: Instrument): string {
  const condition = clause.dependsOn ? `, as long as the part it depends on (${clause.dependsOn}) runs` : '';
  return `${capital(sentence(clause, instrument))}${condition}. (paragraph ${clause.cites})`;
}

function sentence(clause: Clause, instrument: Instrument): string {
  switch (clause.clause) {
    case 'share':
      return shareWords(clause, instrument);
    case 'inform':
      return informWords(clause);
    case 'withhold':
      return withholdWords(clause, instrument);
    case 'measure':
      return measureWords(clause, instrument);
    case 'decide':
      return decideWords(clause, instrument);
    case 'functions':
      return functionsWords(clause, instrument);
    case 'practise':
      return practiseWords(clause, instrument);
    case 'report':
      return reportWords(clause, instrument);
    case 'population':
      return populationWords(clause, instrument);
    default:
      return moneyOrLife(clause, instrument);
  }
}

type MoneyOrLife = Exclude<
  Clause,
  {
    readonly clause:
      | 'share'
      | 'inform'
      | 'withhold'
      | 'measure'
      | 'decide'
      | 'functions'
      | 'practise'
      | 'report'
      | 'population';
  }
>;

function moneyOrLife(clause: MoneyOrLife, instrument: Instrument): string {
  switch (clause.clause) {
    case 'contribute':
      return contributeWords(clause, instrument);
    case 'pay':
      return payWords(clause, instrument);
    case 'shareRisk':
      return shareRiskWords(clause, instrument);
    case 'transition':
      return transitionWords(clause, instrument);
    case 'grant':
      return grantWords(clause, instrument);
    case 'stock':
      return stockWords(clause, instrument);
    case 'join':
      return joinWords(clause, instrument);
    case 'suspend':
      return suspendWords(clause, instrument);
    case 'leave':
      return leaveWords(clause, instrument);
    case 'succeed':
      return succeedWords(clause, instrument);
    case 'vary':
      return varyWords(clause, instrument);
    case 'dispute':
      return disputeWords(clause, instrument);
    case 'indemnify':
      return indemnifyWords(clause, instrument);
    default:
      return unreachable(clause);
  }
}
