import { type Day, plusDays } from '#base';
import type { RecordJoint } from '#record';
import type { App } from '../start.ts';
import type { As } from './board.ts';
import { must } from './load.ts';

const FEET = 'urn:iras:301234';

/** One research project that asks people whether they take part. Safe to run again. */
export async function askForResearch(app: App, as: As, today: Day): Promise<void> {
  const { research } = app.core.services.answers['record'] as RecordJoint;
  const lead = await as('Organization/icb', 'ig-lead');
  if (must(await research.register(lead)).own.length > 0) return;
  must(
    await research.ask(lead, {
      id: FEET,
      title: 'Feet first: who keeps their feet, and why',
      why: 'To find out whether seeing a podiatrist earlier saves people with diabetes from losing a toe or a foot.',
      takes: 'Your age, your practice, and which of the yearly checks for diabetes you had.',
      approval: 'Made up for the demonstration: Vale Research Ethics Committee, 26/VA/0123',
      until: plusDays(today, 400),
    }),
  );
}
