import type { Instrument } from '../instrument.ts';
import { listed } from '../phrases.ts';
import type { StockClause, StockPooled } from './stock.ts';
import { counted, nameOf, trimmed, whom } from './words.ts';

export function stockWords({ medicines, at, answerWorkingDays, pooled }: StockClause, instrument: Instrument): string {
  const each = medicines.map(({ words, days }) => `${trimmed(words)} for ${counted(days, 'day')}`);
  const kept = pooled ? `; ${pooledWords(pooled, instrument)}` : '';
  return `at ${whom(at, instrument)} there is always enough, by what is used there, of ${listed(each)}; whoever is asked for some answers within ${counted(answerWorkingDays, 'working day')}${kept}`;
}

function pooledWords({ keptBy, lastsDays, drawDays, backDays }: StockPooled, instrument: Instrument): string {
  return `${nameOf(keptBy, instrument)} keeps some for all, to last them ${counted(lastsDays, 'day')} together: each may draw what it uses in ${counted(drawDays, 'day')}, and gives it back within ${counted(backDays, 'day')}`;
}
