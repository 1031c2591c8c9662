import { accepted, type Outcome } from '#fhir';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { minorFrom, nameFrom, pathOf } from './form.ts';

type Action = NonNullable<PageDefinition<object>['actions']>[string];

/** What is done to an entry, on whatever page of the pool it is shown; and closing and opening of periods. */
export const entryActions: Readonly<Record<string, Action>> = {
  approve: ({ money, access, params }, form) =>
    done(params, money.approve(access, nameFrom(params), form.get('entry') ?? ''), 'Agreed: it counts from now on.'),
  spend: async ({ money, access, params }, form) => {
    const minor = minorFrom(form.get('amount') ?? '', form.get('currency') ?? '');
    if (!minor.ok) return minor;
    return done(
      params,
      money.spend(access, nameFrom(params), form.get('entry') ?? '', minor.value),
      'Entered; what was not spent is free again.',
    );
  },
  'let-go': ({ money, access, params }, form) =>
    done(
      params,
      money.letGo(access, nameFrom(params), form.get('entry') ?? '', form.get('reason') ?? ''),
      'Let go: it keeps nothing apart any more.',
    ),
  undo: ({ money, access, params }, form) =>
    done(
      params,
      money.undo(access, nameFrom(params), form.get('entry') ?? '', form.get('reason') ?? ''),
      'Asked: it is undone once another partner agrees.',
    ),
  close: ({ money, access, params }, form) =>
    done(
      params,
      money.close(access, nameFrom(params), form.get('through') ?? '', form.get('reason') ?? ''),
      'Closed: nothing is entered in those days any more.',
    ),
  'ask-reopen': ({ money, access, params }, form) =>
    done(
      params,
      money.askReopen(access, nameFrom(params), form.get('through') ?? '', form.get('reason') ?? ''),
      'Asked: it is open once another partner agrees.',
    ),
  'agree-reopen': ({ money, access, params }, form) =>
    done(params, money.agreeReopen(access, nameFrom(params), form.get('request') ?? ''), 'Open again.'),
};

async function done(
  params: LoaderContext['params'],
  doing: Promise<Outcome<unknown>>,
  said: string,
): Promise<Outcome<Done>> {
  const outcome = await doing;
  return outcome.ok ? accepted({ to: pathOf(nameFrom(params)), said }) : outcome;
}
