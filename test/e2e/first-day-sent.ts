import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Installed } from './installed.ts';

type File = { readonly of: string; readonly name: string; readonly content: string; readonly mapping?: string };
type Sent = { readonly resourceType: string; readonly [element: string]: unknown };
type Report = { readonly refused: readonly unknown[] };

/** A file as whoever runs a system sends it to a running server, by the command line; answers its report. */
export async function loadedOf(server: Installed, { of, name, content, mapping }: File): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-first-day-'));
  const put = async (named: string, text: string): Promise<string> => {
    await writeFile(join(folder, named), text);
    return join(folder, named);
  };
  const organization = `Organization/${of}`;
  const token = await server.tokenFor(`${of}-system`, organization);
  const args = ['load', await put(name, content), '--organization', organization, '--base', server.address];
  // One that ships goes by its name.
  const own = mapping?.startsWith('{') ? await put('mapping.json', mapping) : mapping;
  const mapped = own === undefined ? [] : ['--mapping', own];
  const env = { ...process.env, CI: 'true', NO_COLOR: '1' };
  const command = [join('bin', 'concord.mjs'), ...args, '--token', token, '--json', ...mapped];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command, { env, maxBuffer: 10_000_000 });
    const last = stdout.trimEnd().split('\n').at(-1) ?? '';
    const { report } = JSON.parse(last) as { readonly report?: Report };
    if (report === undefined) throw new Error(`${name} was not taken: ${last}`);
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One HL7 v2 message as an interface engine hands it over; answers MSA-1. */
export async function acknowledged(server: Installed, of: string, message: string): Promise<string> {
  const token = await server.tokenFor(`${of}-system`, `Organization/${of}`);
  const answer = await fetch(`${server.address}/api/intake`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'x-application/hl7-v2+er7' },
    body: message,
  });
  const text = await answer.text();
  return /MSA\|(\w+)/.exec(text)?.[1] ?? text;
}

/** What the practice and the hospital record of one person, as their systems write it. Answers the practice's result. */
export async function recordedOf(server: Installed, nhs: string): Promise<string> {
  const identifier = [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhs }];
  const person = {
    identifier,
    name: [{ family: 'Okafor', given: ['Amara'] }],
    birthDate: '1961-03-04',
    gender: 'female',
  };
  await written(server, 'RTH', { resourceType: 'Patient', ...person });
  const patient = await written(server, 'K84001', { resourceType: 'Patient', ...person });
  const laboratory = {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }],
  };
  const made = await written(server, 'K84001', {
    resourceType: 'Observation',
    status: 'final',
    category: [laboratory],
    code: { coding: [{ system: 'http://loinc.org', code: '59261-8', display: 'HbA1c' }], text: 'HbA1c' },
    subject: { reference: patient },
    effectiveDateTime: '2026-09-01',
    valueQuantity: { value: 61, unit: 'mmol/mol', system: 'http://unitsofmeasure.org', code: 'mmol/mol' },
  });
  return made;
}

async function written(server: Installed, of: string, body: Sent): Promise<string> {
  const token = await server.tokenFor(`${of}-system`, `Organization/${of}`);
  const answer = await fetch(`${server.base}/${body.resourceType}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  expect(answer.status, text).toBe(201);
  return `${body.resourceType}/${(JSON.parse(text) as { readonly id: string }).id}`;
}
