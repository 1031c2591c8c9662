import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder, readDefinitions } from '../generate/definitions.ts';
import { isResourceType } from '../types.ts';

export type Example = {
  readonly file: string;
  readonly type: string;
  readonly resource: Readonly<Record<string, unknown>>;
};

/** The published examples of R4; definitions of the specification itself (thousands) are left out but for a few of each type. */
export function examples(most: number): readonly Example[] {
  const counts = new Map<string, number>();
  return readdirSync(packageFolder)
    .filter((file) => file.endsWith('.json') && isResourceType(file.split('-')[0] ?? ''))
    .sort()
    .flatMap((file) => {
      const type = file.split('-')[0] ?? '';
      const count = (counts.get(type) ?? 0) + 1;
      counts.set(type, count);
      if (count > most) return [];
      const resource = JSON.parse(readFileSync(join(packageFolder, file), 'utf8')) as Example['resource'];
      return [{ file, type, resource }];
    });
}

export const definitions = readDefinitions();
