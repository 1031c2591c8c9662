import england from '#packs/jurisdiction-england/pack.json';
import { seeded } from '#base';
import { expect, test } from 'vitest';
import type { AccessRow, PolicyRow } from './access.ts';
import { holds, type Stale, withStale } from './expr.ts';
import { filterFor } from './filter.ts';
import { readJurisdiction } from './jurisdiction.ts';
import { compile } from './policy.ts';
import {
  careClause,
  council,
  elmTree,
  informClause,
  keyOf,
  order,
  sharing,
  signedByAll,
  today,
  unsigned,
} from './sample.testing.ts';
import { DATA_CLASSES, LABELS, RELATIONSHIPS, ROLES } from './words.ts';

const law = readJurisdiction(england);
const stack = [
  signedByAll(
    sharing({
      clauses: [
        {
          ...careClause,
          from: 'parties',
          to: { organizations: 'parties', roles: ROLES },
          classes: DATA_CLASSES,
          sensitive: ['hiv'],
        },
        { id: 'h', cites: '4.2', clause: 'withhold', classes: DATA_CLASSES, labels: ['tuberculosis', 'genetic'] },
        informClause,
      ],
    }),
  ),
  unsigned(
    order({
      id: 'o',
      cites: '2',
      clause: 'withhold',
      classes: ['results'],
      labels: ['mental-health'],
      from: [elmTree],
    }),
  ),
];

// Whatever a row turns out to carry when it is looked at: until then nobody sees it who may not see it afterwards.
test('a row that nobody has looked at since a set grew shows nothing that looking at it would hide', () => {
  const random = seeded(33);
  const below = (end: number) => Math.floor(random() * end);
  const bits = (width: number) => below(2 ** width) & below(2 ** width);
  const policy = compile(stack, today, law.ok ? law.value : undefined);
  const seen = { shown: 0, hidden: 0, older: 0 };
  for (let round = 0; round < 20_000; round += 1) {
    const role = ROLES[below(ROLES.length)] ?? 'gp';
    const filter = filterFor(policy, { organization: keyOf(council) ?? 0, role, purpose: 'direct-care' }, keyOf);
    const stale: readonly Stale[] = Array.from({ length: 1 + below(2) }, () => ({
      before: 2 + below(3),
      bits: bits(LABELS.length),
    }));
    const old: PolicyRow = {
      org: 1 + below(3),
      basis: 1,
      cls: below(DATA_CLASSES.length),
      lab: bits(LABELS.length),
      labver: 1 + below(4),
      personal: true,
    };
    const access: AccessRow = {
      rel: bits(RELATIONSHIPS.length),
      denyOrg: [],
      denyLab: bits(LABELS.length) & bits(LABELS.length),
      denyCls: 0,
    };
    const grown = stale.reduce((all, one) => ((old.labver ?? 0) < one.before ? all | one.bits : all), 0);
    // What the sets say of it once it has been looked at: nothing more than may have grown.
    const lab = old.lab | (grown & below(2 ** LABELS.length));
    const shown = holds(withStale(filter, stale), old, access);
    if (shown) expect(holds(filter, { ...old, lab }, access)).toBe(true);
    if (grown === 0) expect(shown).toBe(holds(filter, old, access));
    seen[shown ? 'shown' : 'hidden'] += 1;
    if (!shown && holds(filter, old, access)) seen.older += 1;
  }
  expect(seen.shown).toBeGreaterThan(300);
  expect(seen.older).toBeGreaterThan(50);
});
