import type { Route } from '#http';
import type { IdentityAnswers } from './contract.ts';

/** Says by which code a register knows a partner. Who may is decided by the answer, for the seat that asks. */
export function identityRoutes(answers: IdentityAnswers): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/partnership/identity',
      policy: { allow: 'signed-in' },
      body: 'json',
      handle: ({ access, body }) => {
        const typed = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
        const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '');
        const said = { register: text('register'), code: text('code'), lookedUp: text('lookedUp') };
        return answers.identify(access, text('organization'), said);
      },
    },
  ];
}
