import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { ask, type Asked, type Asking, measureNumber, rowOf, tooFew } from './ask.ts';
import type { Dashboard, InsightAnswers, MeasureView } from './contract.ts';
import { definitionOf } from './definition.ts';
import { pack, REGISTER, shownMeasures } from './diabetes.ts';
import { nodesOf } from './place.ts';
import { declared, FIGURES } from './use.ts';
import { seesPeople } from './viewpoint.ts';

/** Every measure of a place. */
export async function dashboard(
  asking: Asking,
  access: Access,
  question: Parameters<InsightAnswers['dashboard']>[1],
): Promise<Outcome<Dashboard>> {
  const found = await ask(asking, access, question);
  if (!found.ok) return found;
  const asked = found.value;
  const use = declared(FIGURES, asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const register = asked.told(asked.node, REGISTER);
  if (!register) return refuse('business-rule', 'insight.too-few', `${asked.node.place.name}: ${tooFew()}`);
  return accepted({
    use: use.value,
    place: asked.node.place,
    places: nodesOf(asked.tree).map(({ place }) => place),
    asAt: asked.asAt,
    pack: `${pack.title} (${pack.id} ${pack.version})`,
    register,
    measures: asked.scope.practices.length === 0 ? [] : shownMeasures.map((measure) => rowOf(asked, measure)),
    revision: asked.revision,
  });
}

/** One measure of a place, with the places below it. */
export async function measureView(
  asking: Asking,
  access: Access,
  { id, place }: { readonly id: string; readonly place: string },
): Promise<Outcome<MeasureView>> {
  const measure = pack.measures.find((one) => one.id === id);
  if (!measure) return noMeasure(id);
  const found = await ask(asking, access, { place });
  if (!found.ok) return found;
  const asked = found.value;
  const use = declared(FIGURES, asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const variants = pack.measures.filter(({ variantOf }) => variantOf === id);
  return accepted({
    use: use.value,
    measure: rowOf(asked, measure),
    variants: variants.map((variant) => rowOf(asked, variant)),
    place: asked.node.place,
    definition: definitionOf(pack, measure),
    children: childrenOf(asked, measureNumber(id)),
    people: seesPeople(access),
    asAt: asked.asAt,
  });
}

export function noMeasure(id: string): Outcome<never> {
  const known = pack.measures.map((measure) => measure.id).join(', ');
  const text = `There is no measure '${id.slice(0, 80)}'. The measures of ${pack.id} ${pack.version} are: ${known}.`;
  return refuse('not-found', 'insight.no-measure', text);
}

function childrenOf(asked: Asked, measure: number): MeasureView['children'] {
  return asked.node.children.map((node) => {
    const tally = asked.told(node, measure);
    return { place: node.place, ...(tally ? { tally } : {}) };
  });
}
