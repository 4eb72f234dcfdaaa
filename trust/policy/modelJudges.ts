import { judgeAccessLogs } from "./judges/accessLogs.ts";
import { judgeAccountCallers } from "./judges/accountCallers.ts";
import { judgeAllClients } from "./judges/allClients.ts";
import { judgeAllScopes } from "./judges/allScopes.ts";
import { judgeAuthorizerCache } from "./judges/authorizerCache.ts";
import { judgeDeletionProtection } from "./judges/deletionProtection.ts";
import { judgeFederatedSubject } from "./judges/federatedSubject.ts";
import { judgeMfa } from "./judges/mfa.ts";
import { judgeOpenAssignment } from "./judges/openAssignment.ts";
import { judgePasswordGrant } from "./judges/passwordGrant.ts";
import { judgeProductionStack } from "./judges/productionStack.ts";
import { judgePublicRoute } from "./judges/publicRoute.ts";
import { judgeRedirectInsecure } from "./judges/redirectInsecure.ts";
import { judgeRedirectLoopback } from "./judges/redirectLoopback.ts";
import { judgeRedirectWildcard } from "./judges/redirectWildcard.ts";
import { judgeRefreshLifetime } from "./judges/refreshLifetime.ts";
import { judgeSecretLifetime } from "./judges/secretLifetime.ts";
import { judgeSecretless } from "./judges/secretless.ts";
import { judgeSharedTokens } from "./judges/sharedTokens.ts";
import { judgeSigningAlgorithm } from "./judges/signingAlgorithm.ts";
import { judgeTemporaryPassword } from "./judges/temporaryPassword.ts";
import { judgeTokenLifetime } from "./judges/tokenLifetime.ts";
import { judgeUnscopedRoute } from "./judges/unscopedRoute.ts";
import { judgeWholeLocationGrant } from "./judges/wholeLocationGrant.ts";
import type { PolicyJudge } from "./PolicyJudge.ts";
import type { WaivableRule } from "./rules.ts";

/**
 * Rules that the config cannot break, as it has no setting for what they are about: the policy pack looks at what the
 * program declares.
 */
type ResourceRule = "implicit-grant" | "user-existence";

/** The rules that a config can break. */
export const modelJudges: Readonly<Record<Exclude<WaivableRule, ResourceRule>, PolicyJudge>> = {
  "password-grant": judgePasswordGrant,
  "redirect-wildcard": judgeRedirectWildcard,
  "redirect-insecure": judgeRedirectInsecure,
  "redirect-loopback": judgeRedirectLoopback,
  "signing-algorithm": judgeSigningAlgorithm,
  "token-lifetime": judgeTokenLifetime,
  "refresh-lifetime": judgeRefreshLifetime,
  "authorizer-cache": judgeAuthorizerCache,
  "temporary-password": judgeTemporaryPassword,
  "unscoped-route": judgeUnscopedRoute,
  "public-route": judgePublicRoute,
  "secret-lifetime": judgeSecretLifetime,
  secretless: judgeSecretless,
  "federated-subject": judgeFederatedSubject,
  "deletion-protection": judgeDeletionProtection,
  "all-clients": judgeAllClients,
  "all-scopes": judgeAllScopes,
  "open-assignment": judgeOpenAssignment,
  "account-callers": judgeAccountCallers,
  "whole-location-grant": judgeWholeLocationGrant,
  "shared-tokens": judgeSharedTokens,
  "access-logs": judgeAccessLogs,
  mfa: judgeMfa,
  "production-stack": judgeProductionStack,
};
