export type Resource = Readonly<Record<string, unknown>>;
export type Coding = { readonly system: string; readonly code: string };

const NONE: readonly Coding[] = [];

/** Every coding in a Coding, a CodeableConcept, or a list of them. Anything else has none. */
export function codingsIn(value: unknown): readonly Coding[] {
  if (typeof value !== 'object' || value === null) return NONE;
  if (Array.isArray(value)) return value.flatMap(codingsIn);
  if ('coding' in value) return codingsIn(value.coding);
  if (!('code' in value) || typeof value.code !== 'string') return NONE;
  const system = 'system' in value && typeof value.system === 'string' ? value.system : '';
  return [{ system, code: value.code }];
}
