import { checkInstrument } from '#agreement';
import { day } from '#base';
import type { PartnerView } from '#governance/contract';
import { expect, test } from 'vitest';
import { mandateFrom } from './mandate-form.ts';

const partner = (key: number, name: string, kind: string): PartnerView => ({
  key,
  organization: `Organization/${name.toLowerCase()}`,
  name,
  kind,
  sharing: true,
});
const PARTNERS = [partner(1, 'Elm', 'general-practice'), partner(2, 'Trust', 'community-trust')];
const TYPED = {
  mandate: 'court-order',
  title: 'Order of the Family Court',
  authority: 'The Family Court at Riverford, FC-2026-118.',
  effect: 'Results are not shown to the trust.',
  decided: '2026-05-28',
  classes: 'results',
  from: 'Organization/elm',
  to: 'Organization/trust',
};
const from = (changes: Readonly<Record<string, string>> = {}) =>
  mandateFrom(new URLSearchParams({ ...TYPED, ...changes }), { partners: PARTNERS, law: 'uganda' }, day('2026-06-01'));

test('what was typed is an order with the force of a court that can be entered as it is', () => {
  const made = from();
  if (!made.ok) throw new Error(made.refusals[0].text);
  expect(made.value).toMatchObject({
    rank: 'court-order',
    jurisdiction: 'uganda',
    effective: '2026-05-28',
    parties: [{ name: 'Elm' }, { name: 'Trust' }],
  });
  expect(checkInstrument(made.value)).toEqual([]);
});

test('what lacks its sort, its day or its words is refused', () => {
  const code = (changes: Readonly<Record<string, string>>) => {
    const made = from(changes);
    return made.ok ? '' : made.refusals[0].code;
  };
  expect(code({ mandate: 'wish' })).toBe('web.mandate');
  expect(code({ decided: '2026-06-02' })).toBe('web.mandate-day');
  expect(code({ authority: ' ' })).toBe('web.mandate-text');
});

test('what makes something seen says what, by whom and of whom, and can be entered as it is', () => {
  const share = {
    does: 'share',
    mandate: 'direction',
    roles: 'social-worker',
    relationships: 'referred',
    sensitive: 'hiv',
  };
  const made = from(share);
  if (!made.ok) throw new Error(made.refusals[0].text);
  expect(made.value.clauses).toEqual([
    {
      id: 'show',
      cites: '2',
      clause: 'share',
      classes: ['results'],
      from: ['Organization/elm'],
      to: { organizations: ['Organization/trust'], roles: ['social-worker'] },
      purpose: 'direct-care',
      relationships: ['referred'],
      sensitive: ['hiv'],
    },
  ]);
  expect(checkInstrument(made.value)).toEqual([]);
  const planned = from({ ...share, purpose: 'planning', roles: 'commissioner', relationships: '' });
  if (!planned.ok) throw new Error(planned.refusals[0].text);
  expect(planned.value).toMatchObject({ purpose: 'planning', clauses: [{ relationships: ['population'] }] });
  for (const lacking of ['classes', 'from', 'to', 'roles', 'relationships'])
    expect(from({ ...share, [lacking]: '' })).toMatchObject({ ok: false, refusals: [{ code: 'web.mandate-shows' }] });
});
