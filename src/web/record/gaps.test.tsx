import type { Dashboard } from '#insight/contract';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { readsProblems } from '../insight/measures.tsx';
import { Gaps } from './gaps.tsx';

const MEASURE = { id: 'foot-checked', title: 'Feet checked', kind: 'process', tally: { met: 7, of: 20 } };
const OF = { place: { id: 'elm', name: 'Elm Tree Surgery' }, measures: [MEASURE] } as unknown as Dashboard;

test('a check leads to the people who lack it for whom they are listed, and to its figures for everybody else', () => {
  const nurse = readsProblems({ role: 'practice-nurse', purpose: 'direct-care' });
  const desk = readsProblems({ role: 'receptionist', purpose: 'direct-care' });
  expect([nurse, desk]).toEqual([true, false]);
  expect(renderToString(<Gaps of={OF} lists={nurse} />)).toContain('/measures/foot-checked/people?place=elm');
  const text = renderToString(<Gaps of={OF} lists={desk} />);
  expect(text).toContain('/measures/foot-checked?place=elm');
  expect(text).not.toContain('/people?');
});
