import type { ApiModel } from "../../TrustModel.ts";
import { part } from "./commonSpecs.ts";
import { alternatives, demanded, lasting, members, neutral, stricter, trusted, watchers } from "./effects.ts";
import type { SpecOf } from "./Spec.ts";

const issuer = trusted("issuer whose tokens are admitted");
const scopes = alternatives("scopes that the route asks for");
const roles = alternatives("roles that the route asks for");

/** Which clients get in by a new route, the access matrix says. */
export const apiSpec: SpecOf<ApiModel> = {
  ...part("API"),
  fields: {
    description: neutral("description"),
    routes: {
      each: {
        ...part("route"),
        fields: {
          key: neutral("key"),
          access: {
            fields: {
              // A JWT authorizer takes ID tokens too where a route asks for nothing; the Lambda authorizer does not.
              kind: stricter("public", "jwt", "lambda")("what decides on requests"),
              issuer,
              scopes,
              admits: {
                each: { ...part("issuer that the route trusts", "widens"), fields: { issuer, scopes, roles } },
              },
            },
          },
          backend: {
            fields: {
              kind: trusted("kind of backend that callers reach"),
              function: trusted("function that callers reach"),
              url: trusted("URL that requests, and the tokens in them, are sent to"),
            },
          },
          probe: {
            ...part("probe"),
            fields: {
              path: neutral("path of the probe"),
              method: neutral("method of the probe"),
              body: neutral("body of the probe"),
              contentType: neutral("content type of the probe"),
              expectStatus: neutral("status that the probe expects"),
            },
          },
        },
      },
    },
    functions: {
      each: {
        ...part("function"),
        fields: {
          code: neutral("folder of the code"),
          handler: neutral("handler"),
          environment: { each: neutral("environment variable") },
        },
      },
    },
    accessLogs: { fields: { retentionDays: neutral("days that access logs are kept") } },
    alarms: {
      ...part("alarms on bursts of refused requests", "narrows"),
      fields: {
        unauthorized: {
          fields: { count: lasting("answers 401 that are a burst"), minutes: demanded("minutes of a burst of 401") },
        },
        forbidden: {
          fields: { count: lasting("answers 403 that are a burst"), minutes: demanded("minutes of a burst of 403") },
        },
        notify: watchers("topics that alarms go to"),
      },
    },
    sharesTokensWith: members("APIs that tokens are shared with"),
    lambdaAuthorizer: {
      ...part("Lambda authorizer"),
      fields: { cacheSeconds: lasting("seconds that the authorizer's answers are kept") },
    },
  },
};
