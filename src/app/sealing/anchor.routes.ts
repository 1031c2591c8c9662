import type { Access } from '#agreement';
import { accepted, refuse } from '#fhir';
import type { Route } from '#http';
import type { Inbox } from '#repository';

const HELD_MAX = 10_000;

/** Other organisations leave the seals of their audit here, and read back what they left. */
export function anchorRoutes(inbox: Inbox): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/audit/anchors',
      policy: { allow: 'system' },
      body: 'json',
      handle: async ({ body, access }) => {
        const deposit = depositOf(body);
        if (!deposit) {
          return refuse(
            'invalid',
            'audit.anchor',
            'An anchor has n, a whole number, hash, 64 hexadecimal digits, and at, an instant.',
          );
        }
        const kept = await inbox.deposit(senderOf(access), deposit);
        return kept.ok ? accepted({ kept: true }) : kept;
      },
    },
    {
      method: 'GET',
      path: '/api/audit/anchors',
      policy: { allow: 'system' },
      handle: async ({ access }) => accepted({ anchors: await inbox.held(senderOf(access), HELD_MAX) }),
    },
  ];
}

function senderOf({ principal, organization }: Access): string {
  return `${organization} ${principal}`;
}

function depositOf(body: unknown) {
  const { n, hash, at } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (!Number.isSafeInteger(n) || Number(n) < 1) return undefined;
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return undefined;
  const instant = new Date(typeof at === 'string' ? at : Number.NaN);
  return Number.isNaN(instant.getTime()) ? undefined : { n: Number(n), hash, at: instant };
}
