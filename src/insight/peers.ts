import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import { ask, askMeasure, type Asked, type Asking, measureNumber, rowOf } from './ask.ts';
import { shownMeasures } from './catalogue.ts';
import type { Dashboard, MeasureRow, MeasureView, PlaceRow, Tally } from './contract.ts';
import { type Months, monthsOf } from './monthly.ts';
import type { PlaceNode } from './place.ts';
import { dimensionTitle, NOT_RECORDED } from './strata.ts';
import { declared, FIGURES } from './use.ts';

/** A measure of a place month by month, with the practices of that place: what signals are looked for in. */
export type CourseView = Pick<MeasureView, 'use' | 'measure' | 'place' | 'asAt'> & {
  readonly practices: readonly PlaceRow[];
  /** What observed is held against expected by; each figure only where it is told. */
  readonly groups: readonly Group[];
  /** Each month by itself; absent where nothing is told so. */
  readonly months?: Months;
};

/** The people of a place and of its practices, told apart in one way. */
export type Group = {
  readonly dimension: string;
  readonly title: string;
  readonly strata: readonly string[];
  readonly whole: Tally;
  /** Of all practices together, by stratum. */
  readonly all: ReadonlyMap<string, Tally>;
  readonly places: readonly (PlaceRow & { readonly parts: ReadonlyMap<string, Tally> })[];
};

/** One question, so that what is hidden is worked out once. */
export async function courseView(
  asking: Asking,
  access: Access,
  { id, place }: { readonly id: string; readonly place: string },
): Promise<Outcome<CourseView>> {
  const found = await askMeasure(asking, access, { id, place });
  if (!found.ok) return found;
  const asked = found.value;
  const use = declared(FIGURES, asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const months = await monthsOf(asking.services.store, asked);
  return accepted({
    ...(months ? { months } : {}),
    use: use.value,
    measure: rowOf(asked, asked.measure),
    place: asked.node.place,
    asAt: asked.asAt,
    practices: practicesOf(asked.node.children, measureNumber(asked.pack, asked.measure.id), asked),
    groups: groupsOf(asked, measureNumber(asked.pack, asked.measure.id)),
  });
}

/** Where the whole is not told nothing is held against it. */
function groupsOf(asked: Asked, measure: number): readonly Group[] {
  const { pack, node, told } = asked;
  const whole = told(node, measure);
  if (!whole || whole.of === 0) return [];
  const practices = practiceNodes(node.children);
  const strata = asked.strata(measure);
  return pack.pack.strata.flatMap((dimension) => {
    const own = strata.filter((stratum) => stratum.startsWith(`${dimension}:`));
    if (own.every((stratum) => stratum.endsWith(`:${NOT_RECORDED}`))) return [];
    const partsOf = (of: PlaceNode) =>
      new Map(
        own.flatMap((stratum) => {
          const tally = told(of, measure, stratum);
          return tally ? [[stratum, tally] as const] : [];
        }),
      );
    const places = practices.map((practice) => {
      const tally = told(practice, measure);
      return { place: practice.place, ...(tally ? { tally } : {}), parts: tally ? partsOf(practice) : NOTHING };
    });
    return [{ dimension, title: dimensionTitle(dimension), strata: own, whole, all: partsOf(node), places }];
  });
}

const NOTHING: ReadonlyMap<string, Tally> = new Map();

function practiceNodes(nodes: readonly PlaceNode[]): readonly PlaceNode[] {
  return nodes.flatMap((node) => (node.place.level === 'practice' ? [node] : practiceNodes(node.children)));
}

export type PeerRow = Pick<MeasureRow, 'id' | 'title' | 'kind' | 'better' | 'aim' | 'tally'> & {
  /** The same of all practices together, and of each. */
  readonly whole?: Tally;
  readonly practices: readonly PlaceRow[];
};
export type Peers = Pick<Dashboard, 'use' | 'place' | 'asAt'> & { readonly rows: readonly PeerRow[] };

/** Every measure that is shown of a place, as at one day, beside those of all practices. */
export async function peers(asking: Asking, access: Access, place: string): Promise<Outcome<Peers>> {
  const found = await ask(asking, access, { place });
  if (!found.ok) return found;
  const asked = found.value;
  const use = declared(FIGURES, asking.optOuts(FIGURES));
  if (!use.ok) return use;
  const rows = shownMeasures(asked.pack).map(({ id, title, kind, better }): PeerRow => {
    const number = measureNumber(asked.pack, id);
    const tally = asked.told(asked.node, number);
    const whole = asked.told(asked.tree, number);
    const aim = asked.aims[id];
    return {
      id,
      title,
      kind,
      ...(better ? { better } : {}),
      ...(aim === undefined ? {} : { aim }),
      ...(tally ? { tally } : {}),
      ...(whole ? { whole } : {}),
      practices: practicesOf(asked.tree.children, number, asked),
    };
  });
  return accepted({ use: use.value, place: asked.node.place, asAt: asked.asAt, rows });
}

/** As they are told, localities opened one after the other. */
export function practicesOf(nodes: readonly PlaceNode[], measure: number, asked: Asked): readonly PlaceRow[] {
  return practiceNodes(nodes).map((node) => {
    const tally = asked.told(node, measure);
    return { place: node.place, ...(tally ? { tally } : {}) };
  });
}
