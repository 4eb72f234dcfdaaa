import type { WaivableRule } from "../trust/policy/rules.ts";
import { accessLogs } from "./judges/accessLogs.ts";
import { accountCallers } from "./judges/accountCallers.ts";
import { allClients } from "./judges/allClients.ts";
import { allScopes } from "./judges/allScopes.ts";
import { authorizerCache } from "./judges/authorizerCache.ts";
import { deletionProtection } from "./judges/deletionProtection.ts";
import { federatedSubject } from "./judges/federatedSubject.ts";
import { implicitGrant } from "./judges/implicitGrant.ts";
import { mfa } from "./judges/mfa.ts";
import { openAssignment } from "./judges/openAssignment.ts";
import { passwordGrant } from "./judges/passwordGrant.ts";
import { publicRoute } from "./judges/publicRoute.ts";
import { redirectInsecure } from "./judges/redirectInsecure.ts";
import { redirectLoopback } from "./judges/redirectLoopback.ts";
import { redirectWildcard } from "./judges/redirectWildcard.ts";
import { refreshLifetime } from "./judges/refreshLifetime.ts";
import { secretLifetime } from "./judges/secretLifetime.ts";
import { secretless } from "./judges/secretless.ts";
import { signingAlgorithm } from "./judges/signingAlgorithm.ts";
import { temporaryPassword } from "./judges/temporaryPassword.ts";
import { tokenLifetime } from "./judges/tokenLifetime.ts";
import { unscopedRoute } from "./judges/unscopedRoute.ts";
import { userExistence } from "./judges/userExistence.ts";
import { wholeLocationGrant } from "./judges/wholeLocationGrant.ts";
import type { ResourceJudges } from "./ResourceJudge.ts";

/** Rules that no resource by itself can break: what two APIs share, and what a stack is, shows in the config alone. */
type ConfigRule = "shared-tokens" | "production-stack";

/** The rules that a resource can break. */
export const resourceJudges: Readonly<Record<Exclude<WaivableRule, ConfigRule>, ResourceJudges>> = {
  "implicit-grant": implicitGrant,
  "password-grant": passwordGrant,
  "redirect-wildcard": redirectWildcard,
  "redirect-insecure": redirectInsecure,
  "redirect-loopback": redirectLoopback,
  "signing-algorithm": signingAlgorithm,
  "token-lifetime": tokenLifetime,
  "refresh-lifetime": refreshLifetime,
  "authorizer-cache": authorizerCache,
  "temporary-password": temporaryPassword,
  "unscoped-route": unscopedRoute,
  "public-route": publicRoute,
  "secret-lifetime": secretLifetime,
  secretless,
  "federated-subject": federatedSubject,
  "deletion-protection": deletionProtection,
  "all-clients": allClients,
  "all-scopes": allScopes,
  "open-assignment": openAssignment,
  "account-callers": accountCallers,
  "whole-location-grant": wholeLocationGrant,
  "access-logs": accessLogs,
  mfa,
  "user-existence": userExistence,
};

export type ResourceRule = keyof typeof resourceJudges;
