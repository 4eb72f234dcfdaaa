import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

/** @param clients of an access policy, by id, `ALL_CLIENTS` for all of them, as Okta has it */
export function allClients(clients: readonly string[]): Breach | undefined {
  if (!clients.includes("ALL_CLIENTS")) return undefined;
  return {
    message: "The access policy is for all clients.",
    gains: "Every application of the Okta organisation, those of others and those to come.",
    expected: "the clients that it is for",
    actual: "all",
  };
}

export const judgeAllClients: PolicyJudge = ({ model }) =>
  issuersOfKind(model, "okta").flatMap(([issuer, { accessPolicies }]) =>
    accessPolicies.flatMap(({ name, clients }) => {
      const breach = allClients(clients === "all" ? ["ALL_CLIENTS"] : []);
      if (breach === undefined) return [];
      const place = issuerPath(issuer, "accessPolicies", name);
      return [{ ...breach, place, path: [...place, "clients"], advice: "list the clients" }];
    }),
  );
