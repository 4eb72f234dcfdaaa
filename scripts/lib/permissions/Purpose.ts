/** What an operator is to do: everything, or only what changes nothing at a vendor. */
export const purposes = ["deploy", "read"] as const;

/** `deploy` has every right of `read`. */
export type Purpose = (typeof purposes)[number];
