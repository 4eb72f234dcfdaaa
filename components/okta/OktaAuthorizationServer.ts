import * as pulumi from "@pulumi/pulumi";
import { Server } from "@pulumi/okta/auth/server.js";
import { ServerPolicy } from "@pulumi/okta/auth/serverPolicy.js";
import { ServerPolicyRule } from "@pulumi/okta/auth/serverPolicyRule.js";
import { ServerScope } from "@pulumi/okta/auth/serverScope.js";
import type { AccessPolicyModel, AccessRuleModel, OktaIssuerModel, ScopeModel } from "../../trust/TrustModel.ts";
import { mapValues } from "../../lib/mapValues.ts";
import { declared } from "../declared.ts";
import { refuseArguments } from "../refuseArguments.ts";
import type { ArgumentFault } from "../refuseArguments.ts";

export interface OktaAuthorizationServerArgs extends Pick<
  OktaIssuerModel,
  "description" | "audience" | "scopes" | "accessPolicies"
> {
  /** The server's name in the Okta console. */
  readonly title: string;
  /** The client ids of the clients that the access policies name. */
  readonly clientIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * A custom authorization server with its scopes, access policies and rules, for machine-to-machine access only: every
 * rule allows the client_credentials grant and names neither people nor groups.
 */
export class OktaAuthorizationServer extends pulumi.ComponentResource {
  readonly serverId: pulumi.Output<string>;
  /** The `iss` of its tokens, as Okta says it. */
  readonly issuer: pulumi.Output<string>;
  readonly audiences: pulumi.Output<string[]>;
  readonly #scopes: Readonly<Record<string, ServerScope>>;

  /** @throws InputPropertiesError for policies and rules that name what is not there */
  constructor(name: string, args: OktaAuthorizationServerArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseArguments(`okta authorization server ${name}`, faultsOf(args));
    super("crosstrust:okta:AuthorizationServer", name, {}, opts);
    const server = new Server(
      name,
      {
        name: args.title,
        ...(args.description && { description: args.description }),
        audiences: [args.audience],
        // With DYNAMIC the `iss` follows the host that a client happened to call, which no exact comparison survives.
        issuerMode: "ORG_URL",
      },
      { parent: this },
    );
    this.serverId = server.id;
    this.issuer = server.issuer;
    this.audiences = server.audiences;
    this.#scopes = mapValues(args.scopes, (model, scope) => this.#declareScope(`${name}/${scope}`, scope, model));
    inOrder(args.accessPolicies, (policy, priority, after) =>
      this.#declarePolicy(`${name}/${policy.name}`, policy, priority, args.clientIds, after),
    );
    this.registerOutputs({ serverId: this.serverId, issuer: this.issuer, audiences: this.audiences });
  }

  #declareScope(name: string, scope: string, model: ScopeModel): ServerScope {
    return new ServerScope(
      name,
      {
        authServerId: this.serverId,
        name: scope,
        ...(model.displayName && { displayName: model.displayName }),
        ...(model.description && { description: model.description }),
        default: model.default,
        consent: "IMPLICIT",
        metadataPublish: "NO_CLIENTS",
      },
      { parent: this },
    );
  }

  #declarePolicy(
    name: string,
    model: AccessPolicyModel,
    priority: number,
    clientIds: OktaAuthorizationServerArgs["clientIds"],
    after: pulumi.Resource | undefined,
  ): ServerPolicy {
    const policy = new ServerPolicy(
      name,
      {
        authServerId: this.serverId,
        name: model.name,
        description: model.description,
        priority,
        clientWhitelists:
          model.clients === "all" ? ["ALL_CLIENTS"] : model.clients.map((client) => declared(clientIds, client)),
      },
      { parent: this, ...(after && { dependsOn: after }) },
    );
    inOrder(model.rules, (rule, rulePriority, rulesBefore) =>
      this.#declareRule(`${name}/${rule.name}`, rule, rulePriority, policy, rulesBefore),
    );
    return policy;
  }

  #declareRule(
    name: string,
    model: AccessRuleModel,
    priority: number,
    policy: ServerPolicy,
    after: pulumi.Resource | undefined,
  ): ServerPolicyRule {
    return new ServerPolicyRule(
      name,
      {
        authServerId: this.serverId,
        policyId: policy.id,
        name: model.name,
        priority,
        grantTypeWhitelists: ["client_credentials"],
        scopeWhitelists:
          model.scopes === "all" ? ["*"] : model.scopes.map((scope) => declared(this.#scopes, scope).name),
        accessTokenLifetimeMinutes: model.accessTokenMinutes,
      },
      { parent: this, ...(after && { dependsOn: after }) },
    );
  }
}

/**
 * Declares in order of priority, each after the one before it, with the place in the order as its priority. Okta keeps
 * priorities gapless and moves them when several are made at once; any other number, or no order, would show as a
 * change for ever (okta/terraform-provider-okta #1248, #2305).
 */
function inOrder<M extends { readonly priority: number }>(
  models: readonly M[],
  declare: (model: M, priority: number, after: pulumi.Resource | undefined) => pulumi.Resource,
): void {
  models
    .toSorted((one, other) => one.priority - other.priority)
    .reduce<pulumi.Resource | undefined>((after, model, index) => declare(model, index + 1, after), undefined);
}

function faultsOf({ scopes, accessPolicies, clientIds }: OktaAuthorizationServerArgs): ArgumentFault[] {
  const faults: ArgumentFault[] = [];
  accessPolicies.forEach(({ clients, rules }, policy) => {
    (clients === "all" ? [] : clients).forEach((client, index) => {
      if (!Object.hasOwn(clientIds, client)) {
        const propertyPath = `accessPolicies[${policy}].clients[${index}]`;
        faults.push({ propertyPath, reason: `there is no client ${client}` });
      }
    });
    rules.forEach((rule, place) => {
      const path = `accessPolicies[${policy}].rules[${place}]`;
      (rule.scopes === "all" ? [] : rule.scopes).forEach((scope, index) => {
        if (!Object.hasOwn(scopes, scope)) {
          faults.push({ propertyPath: `${path}.scopes[${index}]`, reason: `there is no scope ${scope}` });
        }
      });
      if (!(rule.accessTokenMinutes >= 5 && rule.accessTokenMinutes <= 1440)) {
        faults.push({ propertyPath: `${path}.accessTokenMinutes`, reason: "Okta takes 5 to 1440" });
      }
    });
  });
  return faults;
}
