import { accepted, scan, validate } from '#fhir';
import { interaction } from '../interaction.ts';
import { doneOutcome, operationOutcome } from '../outcome.ts';

/** FHIR $validate of a body: its answer is what a create would be refused for. https://hl7.org/fhir/R4/resource-operation-validate.html */
export const validateBody = interaction('POST /:type/$validate', async ({ type, body }) => {
  const scanned = scan(body);
  const refusals = scanned.ok ? validate(scanned.value.value, { type, bindings: true }) : scanned.refusals;
  const outcome = refusals.length === 0 ? doneOutcome('No issues were found.') : operationOutcome(refusals);
  return accepted({ status: 200, headers: {}, body: outcome });
});
