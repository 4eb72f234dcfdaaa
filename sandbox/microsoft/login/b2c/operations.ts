import { OperationTable } from "../../../http/OperationTable.ts";
import type { LoginCall } from "../LoginCall.ts";
import { getKeys, getOpenIdConfiguration } from "./discovery.ts";
import { setIssuerForm } from "./setIssuerForm.ts";
import { token } from "./token.ts";

const configuration = "v2.0/.well-known/openid-configuration";

/**
 * Everything that answers at a B2C tenant's hosts: each endpoint by tenant and policy, the same under `/tfp`, and by tenant
 * with the policy in the query. The names are the endpoints' own.
 */
export const b2cOperations = new OperationTable<LoginCall>()
  .on("GET", `/:tenant/:policy/${configuration}`, "getPolicyOpenIdConfiguration", getOpenIdConfiguration)
  .on("GET", `/tfp/:tenant/:policy/${configuration}`, "getPolicyOpenIdConfiguration", getOpenIdConfiguration)
  .on("GET", `/:tenant/${configuration}`, "getPolicyOpenIdConfiguration", getOpenIdConfiguration)
  .on("GET", "/:tenant/:policy/discovery/v2.0/keys", "getPolicyKeys", getKeys)
  .on("GET", "/tfp/:tenant/:policy/discovery/v2.0/keys", "getPolicyKeys", getKeys)
  .on("GET", "/:tenant/discovery/v2.0/keys", "getPolicyKeys", getKeys)
  .on("POST", "/:tenant/:policy/oauth2/v2.0/token", "policyToken", token)
  .on("POST", "/tfp/:tenant/:policy/oauth2/v2.0/token", "policyToken", token)
  .on("POST", "/:tenant/oauth2/v2.0/token", "policyToken", token)
  .on("POST", "/.sandbox/policies/:policy", "setPolicyIssuerForm", setIssuerForm);
