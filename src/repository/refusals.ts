import { type Refused, refuse } from '#fhir';

/** What is absent and what may not be seen are told in the same words, so that a refusal tells nobody what exists. */
export function notFound(type: string, id: string): Refused {
  return refuse('not-found', 'repository.not-found', `There is no ${type}/${id}.`);
}

export function deleted(type: string, id: string): Refused {
  return refuse('deleted', 'repository.deleted', `${type}/${id} was deleted; its history can still be read.`);
}

/** What was erased does not come back, whoever sends it again. Told to those alone who choose ids: systems that keep records. */
export function erased(type: string, id: string): Refused {
  const text = `${type}/${id} was erased, as its person has a right to, and is not taken in again. Leave it out of the feed.`;
  return refuse('deleted', 'repository.erased', text);
}

/** The same under another id. Told to whoever recorded it: they are the ones who erased it. */
export function erasedContent(type: string): Refused {
  const text = `This ${type} says what was erased, as its person has a right to, and is not taken in under another id. Leave it out; where it was found out anew, say when and by whom.`;
  return refuse('deleted', 'repository.erased-content', text);
}

export function noVersion(type: string, id: string, version: number): Refused {
  return refuse('not-found', 'repository.no-version', `There is no version ${version} of ${type}/${id}.`);
}

/** Somebody has written since the caller looked. */
export function stale(type: string, id: string, expected: number, version: number): Refused {
  const text = `${type}/${id} is at version ${version}, not at ${expected}: read it again and decide on what it says now.`;
  return refuse('lock-error', 'repository.stale', text);
}

export function alreadyThere(type: string, id: string): Refused {
  return refuse(
    'lock-error',
    'repository.exists',
    `${type}/${id} is there already, and If-None-Match: * asked for none.`,
  );
}

export function severalMatch(type: string, criteria: string): Refused {
  const text = `More than one ${type} matches ${criteria}: name one by its id, or ask more narrowly.`;
  return refuse('multiple-matches', 'repository.multiple-matches', text);
}

export function noneMatches(type: string, criteria: string): Refused {
  const text = `No ${type} matches ${criteria}, so there is nothing to patch.`;
  return refuse('not-found', 'repository.no-match', text);
}

export function mayNotWrite(): Refused {
  return refuse('forbidden', 'repository.read-only', 'Your seat reads records and does not write them.');
}

export function noPerson(): Refused {
  const text = 'There is no such person on your list: register or refer the person first, then write.';
  return refuse('not-found', 'repository.no-person', text);
}

export function mayNotConsent(): Refused {
  const text =
    'What a person permits and denies is written by the person, on their page, or by a system that keeps such papers.';
  return refuse('forbidden', 'repository.consent', text);
}

export function mayNotWriteDirectory(type: string): Refused {
  const text = `A ${type} about nobody belongs to the directory, which only connected systems write.`;
  return refuse('forbidden', 'repository.directory', text);
}

export function mayNotWriteByApp(type: string, op: 'create' | 'update'): Refused {
  const text = `This app was not given leave to ${op} such a ${type}: open the app again and allow it, or do it in Concord.`;
  return refuse('forbidden', 'repository.scope', text);
}

export function otherOrganization(type: string, id: string): Refused {
  const text = `${type}/${id} was recorded by another organisation: only they change it. Record what you know as your own.`;
  return refuse('forbidden', 'repository.other-organization', text);
}

export function contested(): Refused {
  return refuse(
    'conflict',
    'repository.contested',
    'Others wrote the same at the same time, again and again: try once more.',
  );
}
