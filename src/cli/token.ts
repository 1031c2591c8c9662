import { installationSecret, issueToken, keyFor } from '#auth';
import { configurationOf, type DatabaseFlags } from './settings.ts';

export type TokenFlags = DatabaseFlags & {
  readonly client: string;
  readonly organization: string;
  readonly days: number;
};

/** Prints a bearer token of a system client. Needs no database: the token is signed with the installation's secret. */
export async function token(flags: TokenFlags): Promise<void> {
  const { folder, secret } = configurationOf(flags, process.env);
  const key = keyFor(installationSecret(folder, secret), 'token');
  const organization = flags.organization.includes('/') ? flags.organization : `Organization/${flags.organization}`;
  const { client, days } = flags;
  process.stdout.write(`${await issueToken(key, { client, organization, days, now: Date.now() })}\n`);
}
