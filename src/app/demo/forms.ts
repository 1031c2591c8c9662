import feet from '#packs/forms/feet-at-home/questionnaire.json' with { type: 'json' };
import { type Day, plusDays } from '#base';
import type { RecordJoint } from '#record';
import type { App } from '../start.ts';
import type { As } from './board.ts';
import { must } from './load.ts';

/** A form that the partnership keeps; a nurse is asked to fill it in, and so is the person who has an account. Safe to run again. */
export async function keepForms(app: App, as: As, of: { readonly today: Day; readonly person: string }): Promise<void> {
  const { services, auth } = app.core;
  const host = await auth.accessOfClient('demonstration', 'Organization/icb');
  must(await services.repository(host).update('Questionnaire', feet.id, JSON.stringify(feet)));
  const { forms } = services.answers['record'] as RecordJoint;
  const nurse = await as('Organization/practice-1', 'practice-nurse');
  const { asked } = must(await forms.list(nurse));
  if (asked.length > 0) return;
  const asker = await as('Organization/community', 'specialist-nurse');
  const until = plusDays(of.today, 14);
  const about = of.person;
  const words = 'Before the joint clinic, so that we call in the right people first.';
  must(await forms.ask(asker, { form: feet.id, who: 'Organization/practice-1|practice-nurse', about, until, words }));
  must(await forms.ask(asker, { form: feet.id, who: 'person', about, until, words }));
}
