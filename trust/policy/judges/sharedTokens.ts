import { apiPath } from "../places.ts";
import type { PolicyJudge } from "../PolicyJudge.ts";

export const judgeSharedTokens: PolicyJudge = ({ model }) =>
  Object.entries(model.apis).flatMap(([api, { sharesTokensWith }]) =>
    sharesTokensWith.map((other) => ({
      message: `Tokens for ${other} open this API too.`,
      gains: `Whoever is handed a token for ${other}, its backend among them, can call this API with it.`,
      expected: "an audience for each API",
      place: apiPath(api),
      of: `tokens of ${other}`,
      path: apiPath(api, "sharesTokensWith"),
      advice: "give each API an issuer of its own, or scopes that no other API has",
    })),
  );
