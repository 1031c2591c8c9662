import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Services } from '#joint';
import { ask, type Asked, askMeasure, type Asking, measureNumber } from '../ask.ts';
import { shownMeasures } from '../catalogue.ts';
import { lacking } from '../lacking.ts';
import { practicesOf } from '../peers.ts';
import { nodesOf, practicesIn } from '../place.ts';
import { funnelIn } from '../signals/between.ts';
import type { FunnelRow } from '../signals/contract.ts';
import { declared, FIGURES } from '../use.ts';
import type { OutlierAnswers, Outliers, OutlyingMeasure } from './contract.ts';
import { MORE_THAN_HELPS } from './treated.ts';

export type Looking = Asking & { readonly services: Services };

const PEOPLE = 10;

/** Who may be treated too little, and who more than helps. */
export function outliersOn(asking: Looking): OutlierAnswers {
  return { outliers: (access, place) => outliers(asking, access, place) };
}

async function outliers(asking: Looking, access: Access, place: string): Promise<Outcome<Outliers>> {
  const found = await ask(asking, access, { place });
  if (!found.ok) return found;
  const use = declared(FIGURES, asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const asked = found.value;
  const targets = shownMeasures(asked.pack).filter(({ kind, better }) => kind === 'target' && better !== 'lower');
  const tooLittle = targets.flatMap((target) => standing(asked, target, BELOW) ?? []);
  const moreThanHelps: OutlyingMeasure[] = [];
  for (const one of MORE_THAN_HELPS) {
    const of = await askMeasure(asking, access, { id: one.id, place });
    const told = of.ok ? standing(of.value, one, ABOVE) : undefined;
    if (told) moreThanHelps.push(told);
  }
  return accepted({
    use: use.value,
    place: asked.node.place,
    places: [...nodesOf(asked.tree), ...asked.teams].map((node) => node.place),
    asAt: asked.asAt,
    tooLittle: await withPeople(asking, access, { place, measures: tooLittle }),
    moreThanHelps: await withPeople(asking, access, { place, measures: moreThanHelps }),
  });
}

const BELOW: readonly FunnelRow['band'][] = ['below', 'far-below'];
const ABOVE: readonly FunnelRow['band'][] = ['above', 'far-above'];

type Titled = { readonly id: string; readonly title: string };

/** Undefined where the measure counts nobody at the place. */
function standing(
  asked: Asked,
  { id, title }: Titled,
  side: readonly FunnelRow['band'][],
): OutlyingMeasure | undefined {
  const { tree, node, told, pack } = asked;
  const number = measureNumber(pack, id);
  const tally = told(node, number);
  if (tally?.of === 0) return undefined;
  const all = practicesOf(tree.children, number, asked);
  const { funnel } = funnelIn(all);
  const inside = new Set(practicesIn(node));
  const own = (funnel?.rows ?? []).filter((row) => inside.has(row.place.id));
  return {
    id,
    title,
    ...(tally ? { tally } : {}),
    ...(funnel ? { whole: funnel.whole } : {}),
    practices: own.filter(({ band }) => side.includes(band)).sort(furthest(side)),
    compared: own.length,
    hidden: all.filter((row) => inside.has(row.place.id) && !row.tally).length,
  };
}

/** Far out first, and among these whoever is furthest in percent. */
function furthest(side: readonly FunnelRow['band'][]): (a: FunnelRow, b: FunnelRow) => number {
  const sign = side === ABOVE ? -1 : 1;
  return (a, b) => side.indexOf(b.band) - side.indexOf(a.band) || (a.percent - b.percent) * sign;
}

type Wished = { readonly place: string; readonly measures: readonly OutlyingMeasure[] };

/** Lists of people, one after the other, for who may see them. */
async function withPeople(
  asking: Looking,
  access: Access,
  { place, measures }: Wished,
): Promise<readonly OutlyingMeasure[]> {
  const all: OutlyingMeasure[] = [];
  for (const measure of measures) {
    const found = await lacking(asking, access, { measure: measure.id, place, limit: PEOPLE, order: 'next' });
    const people = found.ok ? { people: { total: found.value.total, first: found.value.people } } : {};
    all.push({ ...measure, ...people });
  }
  return all;
}
