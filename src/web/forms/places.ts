import type { FormTask } from '#record/contract';
import { personOf } from '../record/path.ts';

/** The page on which a form is filled in for somebody, or for nobody. */
export function fillPath(
  form: string,
  of: { readonly about?: string | undefined; readonly amends?: string } = {},
): string {
  const asked = new URLSearchParams();
  if (of.about !== undefined) asked.set('about', bare(of.about));
  if (of.amends !== undefined) asked.set('amends', of.amends);
  const words = asked.toString();
  return `/forms/${encodeURIComponent(form)}/fill${words === '' ? '' : `?${words}`}`;
}

/** A page about forms that keeps whom they are for. */
export function keeping(path: string, about: string | undefined): string {
  return about === undefined ? path : `${path}?about=${encodeURIComponent(bare(about))}`;
}

export function aboutIn(query: URLSearchParams): string | undefined {
  const about = query.get('about') ?? '';
  return about === '' ? undefined : personOf(about);
}

/** What is filled in, by the address of the page: first what is put right, then what was asked, then whom it is about. */
export function taskIn(form: string, query: URLSearchParams): FormTask {
  const [amends, ask, about] = [query.get('amends'), query.get('ask'), aboutIn(query)];
  if (amends) return { amends };
  if (ask) return { ask };
  return about === undefined ? { form } : { form, about };
}

function bare(person: string): string {
  return person.replace(/^Person\//, '');
}
