import { readFileSync } from 'node:fs';
import type { Role } from '#agreement';
import type { Core } from '#app';
import type { Outcome } from '#fhir';
import { attach } from './attach.ts';
import type { DatabaseFlags } from './settings.ts';
import { say } from './terminal.ts';

export type InviteFlags = DatabaseFlags & {
  readonly organization: string;
  readonly organizationName: string;
  readonly role: Role;
  readonly base: string;
  /** Issuer and the name by which it knows them: they sign in with their organisation's own account. */
  readonly issuer?: string;
  readonly expected?: string;
};

/** Invites somebody: prints the link, which opens once, within a week. The first manager of an organisation comes in this way. */
export async function invite(name: string, flags: InviteFlags): Promise<void> {
  await onCore(flags, async (core) => {
    const { role, organizationName } = flags;
    const organization = referenceOf(flags.organization);
    const given = must(await core.people.give({ name, role, organization, organizationName, by: 'operator' }));
    if (flags.issuer !== undefined && flags.expected !== undefined) {
      await core.people.expect({ issuer: flags.issuer, expected: flags.expected, account: given.account });
    }
    process.stdout.write(`${flags.base.replace(/\/$/, '')}/sign-in?link=${given.link}\n`);
    say('The link opens once, within a week. Give it to them yourself.');
  });
}

export type IssuerFlags = DatabaseFlags & {
  readonly organization: string;
  readonly name: string;
  readonly issuer: string;
  readonly app: string;
  readonly secretFile?: string;
  readonly claim: string;
  readonly strong?: true;
};

/** Lets the people of an organisation sign in with its own accounts (OpenID Connect). The same id again replaces it. */
export async function addIssuer(id: string, flags: IssuerFlags): Promise<void> {
  await onCore(flags, async (core) => {
    const secret = flags.secretFile === undefined ? undefined : readFileSync(flags.secretFile, 'utf8').trim();
    const { name, issuer, app, claim } = flags;
    must(
      await core.people.keepIssuer({
        id,
        name,
        issuer,
        app,
        claim,
        organization: referenceOf(flags.organization),
        strong: flags.strong === true,
        ...(secret === undefined ? {} : { secret }),
      }),
    );
    say(`Kept. Its people come back to <address>/sign-in/back: register that there.`);
  });
}

async function onCore(flags: DatabaseFlags, act: (core: Core) => Promise<void>): Promise<void> {
  const { core } = await attach(flags);
  try {
    await act(core);
  } finally {
    await core.stop();
  }
}

function referenceOf(organization: string): string {
  return organization.includes('/') ? organization : `Organization/${organization}`;
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusals[0].text);
  return outcome.value;
}
