import { mapTargets } from '../catalogue.ts';
import type { Partner } from '../scope.ts';
import type { CodeMapShown } from './contract.ts';
import type { ActRow, MapRow } from './maps.queries.ts';

/** What has become of a mapping by its acts. */
export function stateOf({ acts }: Pick<MapRow, 'acts'>): CodeMapShown['state'] {
  return acts.at(-1)?.act ?? 'waiting';
}

type Viewer = { readonly partners: readonly Partner[]; readonly may: boolean; readonly principal: string };

/** As people are shown it, with what this viewer may decide. */
export function shownMap(row: MapRow, { partners, may, principal }: Viewer): CodeMapShown {
  const { id, organization, system, code, target, reason, name: by, reading } = row;
  const state = stateOf(row);
  const sender = organization === null ? undefined : { organization, name: nameOf(partners, organization) };
  const title = titleOf(target);
  const [approved, declined, withdrawn] = (['approved', 'declined', 'withdrawn'] as const).map((act) =>
    actOf(row, act),
  );
  return {
    id,
    state,
    ...(sender ? { sender } : {}),
    system,
    code,
    target,
    ...(title === undefined ? {} : { title }),
    reason,
    by,
    at: row.at.toISOString(),
    ...(approved ? { approved } : {}),
    ...(declined ? { declined } : {}),
    ...(withdrawn ? { withdrawn } : {}),
    ...(reading ? { reading: toldReading(reading) } : {}),
    may: {
      approve: may && state === 'waiting' && row.principal !== principal,
      decline: may && state === 'waiting',
      withdraw: may && state === 'approved',
    },
  };
}

/** Of how few records is nobody's to know: they may be of one person. */
const FEW = 5;

function toldReading({
  total,
  looked,
  changed,
  done,
}: NonNullable<MapRow['reading']>): NonNullable<CodeMapShown['reading']> {
  const told = (count: number) => count === 0 || count >= FEW;
  const percent = done ? 100 : Math.floor((100 * looked) / Math.max(1, looked, total ?? 0));
  return {
    percent,
    done,
    ...(total !== null && told(total) ? { total } : {}),
    ...(told(changed) ? { changed } : {}),
  };
}

function nameOf(partners: readonly Partner[], organization: string): string {
  return partners.find((one) => one.organization === organization)?.name ?? organization;
}

function actOf({ acts }: MapRow, wanted: ActRow['act']) {
  const found = acts.find(({ act }) => act === wanted);
  return found && { by: found.name, at: new Date(found.at).toISOString(), reason: found.reason };
}

/** What measures call that they read by a code; undefined where none reads it any more. */
export function titleOf(target: string): string | undefined {
  return mapTargets.find(({ codes }) => codes.includes(target))?.title;
}
