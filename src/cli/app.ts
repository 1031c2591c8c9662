import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { addKey, type AppWish, keepApp, keyFor, listApps, removeApp } from '#auth';
import type { JSONWebKeySet } from 'jose';
import { attach } from './attach.ts';
import { EXIT } from './exit.ts';
import type { DatabaseFlags } from './settings.ts';
import { say } from './terminal.ts';

export type AppFlags = DatabaseFlags & {
  readonly id?: string;
  readonly redirect?: readonly string[];
  readonly launch?: string;
  readonly frame?: readonly string[];
  readonly scopes?: string;
  readonly secret?: boolean;
  readonly jwks?: string;
  readonly jwksUrl?: string;
  readonly organization?: string;
};

const APP_SCOPES = 'openid fhirUser profile launch launch/patient online_access patient/*.rs user/*.rs';
const SYSTEM_SCOPES = 'system/*.rs';

/** Registers an app that people open, or with an organisation a backend system; prints what it has to be told. */
export async function registerApp(name: string, flags: AppFlags): Promise<void> {
  const secret = flags.secret === true ? randomBytes(32).toString('base64url') : undefined;
  const wish = wishOf(name, flags, secret);
  await within(flags, async (store) => {
    const kept = await store.write((transaction) => keepApp(transaction, wish, new Date()));
    if (!kept.ok) return failed(kept.refusals[0].text);
    const told = {
      client_id: wish.id,
      ...(secret === undefined ? {} : { client_secret: secret }),
      scopes: wish.scopes,
    };
    process.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
  });
}

/** One line an app. */
export async function listRegistered(flags: DatabaseFlags): Promise<void> {
  await within(flags, async (store) => {
    for (const { id, name, kind, scopes } of await listApps(store)) {
      process.stdout.write(`${id}\t${kind}\t${name}\t${scopes}\n`);
    }
  });
}

/** Takes an app away, with everything that it was given. */
export async function removeRegistered(id: string, flags: DatabaseFlags): Promise<void> {
  await within(flags, async (store) => {
    const gone = await store.write((transaction) => removeApp(transaction, id));
    if (gone) say(`${id} is removed, and what it was given has ended.`);
    else failed(`There is no app ${id}.`);
  });
}

/** New id_tokens are signed by a new key; a running program takes it up within half a minute. */
export async function rotateKey(flags: DatabaseFlags): Promise<void> {
  await within(flags, async (store, secret) => {
    await addKey(store, keyFor(secret, 'smart-keys'), Date.now());
    say('A new key signs from now on; the ones before it can still be checked for 90 days.');
  });
}

type Work = (store: Awaited<ReturnType<typeof attach>>['core']['services']['store'], secret: string) => Promise<void>;

async function within(flags: DatabaseFlags, work: Work): Promise<void> {
  const { core } = await attach(flags);
  try {
    await work(core.services.store, core.secret);
  } finally {
    await core.stop();
  }
}

function wishOf(name: string, flags: AppFlags, secret: string | undefined): AppWish {
  const { jwks, jwksUrl, launch, organization } = flags;
  const byKey = jwks !== undefined || jwksUrl !== undefined;
  return {
    id:
      flags.id ??
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, ''),
    name,
    kind: organization === undefined ? 'app' : 'system',
    authenticates: byKey ? 'key' : secret === undefined ? 'none' : 'secret',
    redirects: flags.redirect ?? [],
    frames: flags.frame ?? [],
    scopes: flags.scopes ?? (organization === undefined ? APP_SCOPES : SYSTEM_SCOPES),
    ...(organization === undefined
      ? {}
      : { organization: organization.includes('/') ? organization : `Organization/${organization}` }),
    ...(launch === undefined ? {} : { launch }),
    ...(jwks === undefined ? {} : { jwks: JSON.parse(readFileSync(jwks, 'utf8')) as JSONWebKeySet }),
    ...(jwksUrl === undefined ? {} : { jwksUrl }),
    ...(secret === undefined ? {} : { secret }),
  };
}

function failed(words: string): void {
  say(words);
  process.exitCode = EXIT.failed;
}
