import { day, plusDays } from '#base';
import type { Governance } from '#governance';
import type { App } from '../start.ts';
import { seatsOf } from './board.ts';
import type { Demonstration } from './demonstration.ts';
import { must } from './load.ts';

/** The care board's report of the month before last, as it was issued; the last one waits. Safe to run again. */
export async function report(app: App, made: Demonstration): Promise<void> {
  const { boardPacks } = app.core.services.answers['governance'] as Governance;
  const lead = await (await seatsOf(app))('Organization/icb', 'programme-lead');
  if (must(await boardPacks.draft(lead)).issued.length > 0) return;
  const lastMonth = plusDays(day(`${made.today.slice(0, 8)}01`), -1);
  const before = plusDays(day(`${lastMonth.slice(0, 8)}01`), -1);
  must(await boardPacks.issue(lead, before.slice(0, 7)));
}
