// The plans of rules §2: what each carries and its default limits. The operator may adjust any limit of an account.

export const plans = ['free', 'paid', 'enterprise'] as const
export type Plan = (typeof plans)[number]

export const planTitles: Record<Plan, string> = { free: 'Free', paid: 'Paid', enterprise: 'Enterprise' }

/** Feature → the plans that carry it. What is not listed here is carried by every plan. */
export const features = {
  user_management: ['paid', 'enterprise'],
  restricted_role: ['enterprise'],
  groups: ['enterprise'],
  sharing: ['enterprise'],
  audit_logs: ['enterprise'],
  sso: ['enterprise'],
  billing_alerts: ['paid', 'enterprise'],
} as const satisfies Record<string, readonly Plan[]>
export type Feature = keyof typeof features

export const featureTitles: Record<Feature, string> = {
  user_management: 'user management',
  restricted_role: 'restricted access',
  groups: 'user groups',
  sharing: 'sharing',
  audit_logs: 'audit logs',
  sso: 'single sign-on',
  billing_alerts: 'billing alerts',
}

/** Does this plan carry that feature? `null` is a feature that every plan carries. */
export const carries = (plan: Plan, feature: Feature | null): boolean =>
  feature === null || (features[feature] as readonly Plan[]).includes(plan)

/** The smallest plan with that feature: what "upgrade" has to mean. */
export const smallestPlanWith = (feature: Feature): Plan => features[feature][0]

// The limits that the product so far counts; each later noun brings its own row.
/** `gigabytes`: what all stored versions together may take, the trash included; 1 GB is 10⁹ bytes. `groups` says how many
 * there can be; whether there can be any is a feature of the plan. `calls`: how many procedures a minute one key may call. */
export const limitNames = ['seats', 'groups', 'gigabytes', 'keys', 'calls'] as const
export type LimitName = (typeof limitNames)[number]
export type Limits = Record<LimitName, number>

export const defaultLimits: Record<Plan, Limits> = {
  free: { seats: 1, groups: 5, gigabytes: 10, keys: 5, calls: 3000 },
  paid: { seats: 5, groups: 5, gigabytes: 100, keys: 5, calls: 3000 },
  enterprise: { seats: 5, groups: 5, gigabytes: 1000, keys: 5, calls: 3000 },
}
/** More than this the operator cannot set: a typing error, not a wish. */
export const largestLimit = 1_000_000

/** One call names at most so many things (rules §2, "batch"). */
export const idsAtOnce = 100

/** What counts for an account: its plan's defaults, overridden by what the operator set. */
export const limitsOf = (plan: Plan, adjusted: Partial<Limits>): Limits => ({ ...defaultLimits[plan], ...adjusted })
