/** Quotas of an Identity Center instance (IAM Identity Center user guide, "Quotas", and its API reference). */
export const quotas = {
  trustedTokenIssuers: 10,
  applications: 3000,
  tags: 75,
};
