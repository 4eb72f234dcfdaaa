import { randomUUID } from "node:crypto";
import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { AwsCall } from "../AwsService.ts";
import { trustedTokenIssuerArnOf } from "./arns.ts";
import { once } from "./idempotency.ts";
import { page, requireInstance, requireTrustedTokenIssuer } from "./lookup.ts";
import {
  clientToken,
  instanceArn,
  matching,
  ofInstance,
  paging,
  read,
  tags,
  trustedTokenIssuerArn,
} from "./members.ts";
import { quotas } from "./quotas.ts";
import { conflict, quotaExceeded } from "./refusals.ts";
import type { IdentityCenter, TrustedTokenIssuer } from "./state.ts";
import { mergeTags } from "./tags.ts";

const name = matching("[\\w+=,.@-]{1,255}");
const claimAttributePath = matching("\\p{L}+(?:(\\.|_)\\p{L}+){0,2}", "u").max(255);
/** AWS's pattern allows more, but tokens can be matched by these alone (user guide, "Trusted token issuer configuration settings"). */
const identityStoreAttributePath = z.enum(["userName", "externalId", "emails.value"]);
const jwksRetrievalOption = z.enum(["OPEN_ID_DISCOVERY"]);
const configuration = z.strictObject({
  IssuerUrl: matching("https?:\\/\\/[-a-zA-Z0-9+&@\\/%=~_|!:,.;]*[-a-zA-Z0-9+&@\\/%=~_|]").max(512),
  ClaimAttributePath: claimAttributePath,
  IdentityStoreAttributePath: identityStoreAttributePath,
  JwksRetrievalOption: jwksRetrievalOption,
});

const createInput = z.strictObject({
  InstanceArn: instanceArn,
  Name: name,
  TrustedTokenIssuerType: z.enum(["OIDC_JWT"]),
  TrustedTokenIssuerConfiguration: z.strictObject({ OidcJwtConfiguration: configuration }),
  ClientToken: clientToken,
  Tags: tags,
});

/** The URL is not asked for anything here: a wrong one shows when a token is exchanged. */
export function createTrustedTokenIssuer(call: AwsCall, input: unknown): object {
  const given = read(input, createInput);
  const instance = requireInstance(call, given.InstanceArn);
  const arn = once(instance, "CreateTrustedTokenIssuer", given, call.account.seconds(), () => {
    const { OidcJwtConfiguration: settings } = given.TrustedTokenIssuerConfiguration;
    const { trustedTokenIssuers } = instance;
    if (trustedTokenIssuers.some(({ issuerUrl }) => issuerUrl === settings.IssuerUrl)) {
      throw conflict(`A trusted token issuer with the issuer URL ${settings.IssuerUrl} exists already.`);
    }
    if (trustedTokenIssuers.length >= quotas.trustedTokenIssuers) throw quotaExceeded("trusted token issuers");
    const issuer: TrustedTokenIssuer = {
      id: `tti-${randomUUID()}`,
      name: given.Name,
      issuerUrl: settings.IssuerUrl,
      claimAttributePath: settings.ClaimAttributePath,
      identityStoreAttributePath: settings.IdentityStoreAttributePath,
      tags: mergeTags({}, given.Tags),
    };
    trustedTokenIssuers.push(issuer);
    return trustedTokenIssuerArnOf(call.account, instance, issuer);
  });
  return { TrustedTokenIssuerArn: arn };
}

const ofIssuer = z.strictObject({ TrustedTokenIssuerArn: trustedTokenIssuerArn });

export function describeTrustedTokenIssuer(call: AwsCall, input: unknown): object {
  const { instance, issuer } = requireTrustedTokenIssuer(call, read(input, ofIssuer).TrustedTokenIssuerArn);
  return {
    ...issuerJson(call, instance, issuer),
    TrustedTokenIssuerConfiguration: {
      OidcJwtConfiguration: {
        IssuerUrl: issuer.issuerUrl,
        ClaimAttributePath: issuer.claimAttributePath,
        IdentityStoreAttributePath: issuer.identityStoreAttributePath,
        JwksRetrievalOption: "OPEN_ID_DISCOVERY",
      },
    },
  };
}

const updateInput = ofIssuer.extend({
  Name: name.optional(),
  TrustedTokenIssuerConfiguration: z
    .strictObject({
      OidcJwtConfiguration: z.strictObject({
        ClaimAttributePath: claimAttributePath.optional(),
        IdentityStoreAttributePath: identityStoreAttributePath.optional(),
        JwksRetrievalOption: jwksRetrievalOption.optional(),
      }),
    })
    .optional(),
});

export function updateTrustedTokenIssuer(call: AwsCall, input: unknown): object {
  const { TrustedTokenIssuerArn, Name, TrustedTokenIssuerConfiguration } = read(input, updateInput);
  const { issuer } = requireTrustedTokenIssuer(call, TrustedTokenIssuerArn);
  const settings = TrustedTokenIssuerConfiguration?.OidcJwtConfiguration;
  issuer.name = Name ?? issuer.name;
  issuer.claimAttributePath = settings?.ClaimAttributePath ?? issuer.claimAttributePath;
  issuer.identityStoreAttributePath = settings?.IdentityStoreAttributePath ?? issuer.identityStoreAttributePath;
  return {};
}

/** Whoever uses it loses access, and nothing keeps it (API reference, DeleteTrustedTokenIssuer). */
export function deleteTrustedTokenIssuer(call: AwsCall, input: unknown): object {
  const { instance, issuer } = requireTrustedTokenIssuer(call, read(input, ofIssuer).TrustedTokenIssuerArn);
  remove(instance.trustedTokenIssuers, issuer);
  return {};
}

export function listTrustedTokenIssuers(call: AwsCall, input: unknown): object {
  const asked = read(input, ofInstance.extend(paging));
  const instance = requireInstance(call, asked.InstanceArn);
  return page("TrustedTokenIssuers", instance.trustedTokenIssuers, asked, (one) => issuerJson(call, instance, one));
}

function issuerJson({ account }: AwsCall, instance: IdentityCenter, issuer: TrustedTokenIssuer): object {
  return {
    TrustedTokenIssuerArn: trustedTokenIssuerArnOf(account, instance, issuer),
    Name: issuer.name,
    TrustedTokenIssuerType: "OIDC_JWT",
  };
}
