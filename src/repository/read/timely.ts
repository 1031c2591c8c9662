import { type Outcome, refuse } from '#fhir';
import { Timeout } from '#store';

/** A read that took too long is a refusal that says how to ask for less, never a mistake. */
export async function timely<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Timeout)) throw error;
    return refuse(
      'too-costly',
      'repository.timeout',
      'This took too long and was stopped. Narrow it: name a type or a person, give _since, or a smaller _count.',
    );
  }
}
