/** An SDK answer without what the SDK adds to it. */
export function plain<Answer extends { $metadata: unknown }>(answer: Answer): Omit<Answer, "$metadata"> {
  return without(answer, "$metadata");
}

/** An object without one of its members. */
export function without<Value extends object, Name extends keyof Value>(value: Value, name: Name): Omit<Value, Name> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) as Omit<Value, Name>;
}
