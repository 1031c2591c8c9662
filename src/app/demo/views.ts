import type { Insight } from '#insight';
import type { App } from '../start.ts';
import { seatsOf } from './board.ts';
import { must } from './load.ts';

/** A view that the board's programme lead shares with colleagues, and the month ends that they are told of. Safe to run again. */
export async function keepViews(app: App): Promise<void> {
  const { views } = app.core.services.answers['insight'] as Insight;
  const lead = await (await seatsOf(app))('Organization/icb', 'programme-lead');
  if (must(await views.kept(lead)).views.length > 0) return;
  const eight = { place: 'all', measure: 'all-eight' };
  must(await views.keepView(lead, { ...eight, name: 'Eight checks, young and old', dimension: 'age', shared: true }));
  must(await views.subscribe(lead, { ...eight, monthly: true }));
}
