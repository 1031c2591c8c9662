import { day } from '#base';
import type { Place } from '#insight/contract';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { dayFields, DayPicker } from './day-picker.tsx';
import { PlacePicker } from './place-picker.tsx';

const asked = { asAt: day('2026-04-30'), reportedOn: day('2026-04-30') };
const ELM: Place = { id: 'elm', name: 'Elm Tree Surgery', level: 'practice' };

test('another place is asked for of the same pack and day', () => {
  const keep = { pack: 'diabetes-uk 2026.1', ...dayFields(asked) };
  const html = renderToString(<PlacePicker places={[ELM]} place={ELM} action="/measures" keep={keep} />);
  for (const [name, value] of [
    ['pack', 'diabetes-uk 2026.1'],
    ['asAt', '2026-04-30'],
    ['known', 'then'],
  ] as const)
    expect(html).toContain(`<input type="hidden" name="${name}" value="${value}"`);
  const now = renderToString(<PlacePicker places={[ELM]} place={ELM} action="/measures" keep={dayFields({})} />);
  expect(now).not.toContain('type="hidden"');
});

test('who is told figures of some days alone is offered these and no other', () => {
  const days = [day('2026-05-31'), day('2026-04-30')];
  const html = renderToString(<DayPicker action="/measures" asked={asked} keep={{}} days={days} />);
  expect([...html.matchAll(/<option[^>]*value="([^"]*)"/g)].map(([, value]) => value)).toEqual(days);
  expect(html).toMatch(/<option[^>]*selected[^>]*value="2026-04-30"|value="2026-04-30"[^>]*selected/);
  expect(html).not.toContain('type="date"');
  expect(renderToString(<DayPicker action="/measures" asked={asked} keep={{}} />)).toContain('type="date"');
});
