/**
 * What an operator is to do: everything that changes a stack; only what changes nothing at a vendor; or, once, to look for what
 * is there already and to import it.
 */
export const purposes = ["deploy", "read", "adopt"] as const;

/** `deploy` and `adopt` have every right of `read`. */
export type Purpose = (typeof purposes)[number];

/** Those of every stack. */
export const lastingPurposes = ["deploy", "read"] as const satisfies readonly Purpose[];
