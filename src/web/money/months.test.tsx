import { day } from '#base';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Months as OfBudget } from './budget.tsx';
import { Months as OfPool } from './pool.tsx';

const amount = (minor: number) => ({ minor, currency: 'GBP' });
const words = (html: string): string => html.replace(/<[^>]*>/g, ' ');

test('a month of a pool and of its budget is told as months are everywhere, and stays a date for machines', () => {
  const pool = renderToString(
    <OfPool of={{ months: [{ month: '2026-04', due: amount(5_000), spent: amount(-70) }] }} />,
  );
  expect(words(pool)).toContain('Apr 2026');
  expect(words(pool)).not.toContain('2026-04');
  expect(words(pool)).toContain('−£0.70');
  expect(pool).toContain('datetime="2026-04"');
  const month = { month: day('2026-05-01'), budget: amount(1), spent: amount(2) };
  const budget = renderToString(<OfBudget of={{ months: [month] }} />);
  expect(words(budget)).toContain('May 2026');
  expect(words(budget)).not.toContain('2026-05');
});
