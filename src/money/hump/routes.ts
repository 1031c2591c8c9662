import { type Outcome, refuse } from '#fhir';
import type { Call, Route } from '#http';
import type { HumpAnswers, HumpName } from './contract.ts';
import { bodyOf, get, post } from '../money.routes.ts';

const ALL = '/api/money/transitions';

/** The JSON API of double-running money. */
export function humpRoutes(answers: HumpAnswers): readonly Route[] {
  return [
    get(ALL, ({ access }) => answers.humps(access)),
    get(`${ALL}/:instrument/:clause`, ({ access, params, query }) =>
      answers.hump(access, humpName(params), query.get('slip') ?? ''),
    ),
    post(`${ALL}/:instrument/:clause/:act`, (call) => act(answers, call)),
  ];
}

function act(answers: HumpAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const [name, { text, number }] = [humpName(params), bodyOf(body)];
  switch (params['act']) {
    case 'shown':
      return answers.showMilestone(access, name, {
        tranche: text('tranche'),
        milestone: text('milestone'),
        words: text('words'),
        hash: text('hash'),
        paper: text('paper'),
      });
    case 'released':
      return answers.releaseTranche(access, name, {
        tranche: text('tranche'),
        paper: text('paper'),
        words: text('words'),
      });
    case 'slipped':
      return answers.slipHump(access, name, { months: String(number('months')), reason: text('reason') });
    case 'saved':
      return answers.agreeSaving(access, name, { from: text('from'), minor: number('minor') });
    default:
      return Promise.resolve(
        refuse('not-found', 'money.no-act', `Nothing of it is called '${(params['act'] ?? '').slice(0, 40)}'.`),
      );
  }
}

function humpName(params: Readonly<Record<string, string>>): HumpName {
  return { instrument: params['instrument'] ?? '', clause: params['clause'] ?? '' };
}
