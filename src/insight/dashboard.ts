import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import {
  ask,
  askEach,
  askMeasure,
  type Asked,
  type AskedMeasure,
  type Asking,
  measureNumber,
  type Question,
  rowOf,
  tooFew,
} from './ask.ts';
import { packOf, REGISTER, shownMeasures } from './catalogue.ts';
import type { Dashboard, InsightAnswers, MeasureRow, MeasureView } from './contract.ts';
import { definitionOf } from './definition.ts';
import { equityOf } from './equity.ts';
import { nodesOf, type PlaceNode, WHOLE } from './place.ts';
import { scoreOf, type ScoringServices } from './score.ts';
import { declared, FIGURES } from './use.ts';
import { seesPeople } from './viewpoint.ts';

/** Every measure of a place. */
export async function dashboard(
  asking: Asking,
  access: Access,
  question: Parameters<InsightAnswers['dashboard']>[1],
): Promise<Outcome<Dashboard>> {
  const found = await ask(asking, access, { ...question, soon: true });
  if (!found.ok) return found;
  const asked = found.value;
  const use = declared(FIGURES, asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const register = asked.told(asked.node, REGISTER);
  if (!register) return refuse('business-rule', 'insight.too-few', `${asked.node.place.name}: ${tooFew(asked.pack)}`);
  const { pack } = asked.pack;
  return accepted({
    use: use.value,
    place: asked.node.place,
    places: [...nodesOf(asked.tree), ...asked.teams].map(({ place }) => place),
    asAt: asked.asAt,
    ...(asked.reportedOn === undefined ? {} : { reportedOn: asked.reportedOn }),
    ...(asked.days ? { days: asked.days } : {}),
    pack: `${pack.title} (${asked.pack.key})`,
    title: pack.title,
    packs: asked.running.map((one) => ({ id: one.key, title: one.pack.title })),
    chosen: asked.pack.key,
    register,
    measures: asked.practices.length === 0 ? [] : shownMeasures(asked.pack).map((measure) => rowOf(asked, measure)),
    revision: asked.revision,
    ...(asked.underway ? { underway: asked.underway } : {}),
  });
}

/** Which measures a dashboard of the whole partnership would have, pack by pack, without their figures: those are many sums a measure. */
export async function counted(asking: Asking, access: Access): ReturnType<InsightAnswers['counted']> {
  if (!declared(FIGURES, asking.optOuts(FIGURES)).ok) return [];
  const each = await askEach(asking, access, { place: WHOLE });
  const told = each.filter(({ node, practices, told: tells }) => practices.length > 0 && tells(node, REGISTER));
  return told.flatMap(({ pack }) =>
    shownMeasures(pack).map(({ id, title, better }) => ({ id, title, pack: pack.key, ...(better ? { better } : {}) })),
  );
}

/** One measure of a place, with the places below it. */
export async function measureView(
  asking: Asking & { readonly services: ScoringServices },
  access: Access,
  { id, ...question }: Omit<Question, 'pack' | 'apart'> & { readonly id: string },
): Promise<Outcome<MeasureView>> {
  const found = await askMeasure(asking, access, { id, ...question, soon: true, apart: true });
  if (!found.ok) return found;
  const asked = found.value;
  const { measure, pack: entry } = asked;
  const use = declared(FIGURES, asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const variants = entry.pack.measures.filter(({ variantOf }) => variantOf === id);
  const score = await scoreOf(asking.services, asked);
  const elsewhere = await alike(asking, access, asked);
  return accepted({
    use: use.value,
    measure: rowOf(asked, measure),
    variants: [...variants.map((variant) => rowOf(asked, variant)), ...elsewhere],
    place: asked.node.place,
    definition: definitionOf(entry.pack, measure),
    ...(score ? { score } : {}),
    children: rowsOf(asked, asked.node.children, measureNumber(entry, id)),
    ...teamsOf(asked, measureNumber(entry, id)),
    strata: equityOf(asked),
    people: seesPeople(access),
    asAt: asked.asAt,
    ...(asked.reportedOn === undefined ? {} : { reportedOn: asked.reportedOn }),
    ...(asked.days ? { days: asked.days } : {}),
    ...(asked.underway ? { underway: asked.underway } : {}),
  });
}

/** The same question under the definitions of other packs that count: one name hides different numbers. */
async function alike(asking: Asking, access: Access, asked: AskedMeasure): Promise<readonly MeasureRow[]> {
  const { measure, pack: own, running, node } = asked;
  const name = measure.asks;
  if (name === undefined) return [];
  const rows: MeasureRow[] = [];
  for (const { key } of running.filter((one) => one.key !== own.key)) {
    const others = packOf(key)?.pack.measures.filter(({ asks }) => asks === name) ?? [];
    if (others.length === 0) continue;
    const found = await ask(asking, access, { place: node.place.id, pack: key, ...daysOf(asked), soon: true });
    if (found.ok) rows.push(...others.map((other) => rowOf(found.value, other)));
  }
  return rows;
}

function daysOf({ asAt, reportedOn }: Asked): Pick<Question, 'asAt' | 'reportedOn'> {
  return { asAt, ...(reportedOn === undefined ? {} : { reportedOn }) };
}

/** Beside the whole partnership: a team is a part of no locality. */
function teamsOf(asked: Asked, measure: number): Pick<MeasureView, 'teams'> {
  return asked.node === asked.tree && asked.teams.length > 0 ? { teams: rowsOf(asked, asked.teams, measure) } : {};
}

function rowsOf(asked: Asked, nodes: readonly PlaceNode[], measure: number): MeasureView['children'] {
  return nodes.map((node) => {
    const tally = asked.told(node, measure);
    return { place: node.place, ...(tally ? { tally } : {}) };
  });
}
