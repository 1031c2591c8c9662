import { interaction } from '../interaction.ts';
import { writtenAnswer } from '../written.ts';

/** FHIR create, also conditional (If-None-Exist): https://hl7.org/fhir/R4/http.html#create */
export const create = interaction('POST /:type', async (request) => {
  const { type, body, headers, repository } = request;
  const ifNoneExist = headers['if-none-exist'];
  const options = ifNoneExist === undefined ? {} : { ifNoneExist: ifNoneExist.replace(/^\?/, '') };
  return writtenAnswer(request, await repository.create(type, body, options));
});
