import type { Role } from '#agreement';
import type { ObligationView } from '#governance/contract';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { obligationPage } from './obligation.tsx';

const KIT: ObligationView = {
  id: 'o1',
  kind: 'kit',
  title: 'Read what it means for you',
  owner: { organization: 'Organization/elm', organizationName: 'Elm Tree Surgery', role: 'gp' },
  aboutPerson: false,
  page: '/programmes/p1/kit?of=Organization%2Felm&role=gp',
  state: 'open',
  late: false,
  answered: false,
  opened: '2026-08-11T09:30:00.000Z',
  escalated: 0,
  may: {
    answer: false,
    close: false,
    pause: false,
    resume: false,
    extend: false,
    withdraw: false,
    handOver: false,
    askAgain: false,
  },
};

const reads = (role: Role, organization: string) => {
  const { Page } = obligationPage;
  return renderToString(<Page view={KIT} role={role} organization={organization} />);
};

test('where it is done is a link for whom it falls to, and for nobody whom the page would refuse', () => {
  expect(reads('gp', 'Organization/elm')).toContain('Do it here');
  expect(reads('receptionist', 'Organization/elm')).not.toContain('/programmes/p1/kit');
  expect(reads('gp', 'Organization/other')).not.toContain('/programmes/p1/kit');
  expect(reads('receptionist', 'Organization/elm')).toContain('Read what it means for you');
});
