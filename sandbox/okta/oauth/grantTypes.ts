/** The grants that the metadata of a custom authorization server lists, in the order of recorded documents. */
export const publishedGrantTypes = [
  "authorization_code",
  "implicit",
  "refresh_token",
  "password",
  "client_credentials",
  "urn:ietf:params:oauth:grant-type:device_code",
];

/** The grants that its token endpoint knows; only clients of other types than `service` may use most of them. */
export const knownGrantTypes = [
  ...publishedGrantTypes,
  "urn:ietf:params:oauth:grant-type:token-exchange",
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
  "urn:ietf:params:oauth:grant-type:saml2-bearer",
];
