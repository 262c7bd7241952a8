// The price list: a JSON file that PRICES names. Amounts are written as people write them, "49.00", and kept in cents.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import {
  hasCents,
  readAmount,
  soldPlans,
  terms,
  type Prices,
  type Seller,
  type SoldPlan,
  type Term,
} from '@usher/domain'
import { errorText } from '../error-code.ts'

export interface PriceList {
  currency: string
  /** Hundredths of a percent: 1900 for 19 %. */
  taxRate: number
  /** Days after it was issued an invoice is due. */
  dueDays: number
  /** So many days after that, the plan is free until it is paid; null: never. */
  freeAfterDays: number | null
  plans: Prices
  seller: Seller
}

const amount = z.string().transform((text, context) => {
  const cents = readAmount(text)
  if (cents !== null) return cents
  context.addIssue({ code: 'custom', message: `is "${text}"; write an amount such as "49.00"` })
  return z.NEVER
})
const days = z.int().min(0).max(365)
const line = z.string().max(200)
const format = z.strictObject({
  currency: z.string().refine(hasCents, 'write a currency that has cents, such as "EUR"'),
  /** Percent. */
  tax: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,2})?$/, 'write a percentage such as "19" or "8.1"')
    .default('0'),
  dueDays: days.default(14),
  freeAfterDays: days.nullable().default(null),
  plans: z.strictObject(
    // One row for each plan and term there is.
    Object.fromEntries(
      soldPlans.map((plan) => [plan, z.strictObject(Object.fromEntries(terms.map((t) => [t, amount])) as Of<Term>)]),
    ) as Of<SoldPlan, z.ZodObject<Of<Term>>>,
  ),
  seller: z.strictObject({
    name: line.min(1),
    address: z.array(line).max(6).default([]),
    taxId: line.default(''),
    payment: z.array(line).max(6).default([]),
  }),
})
type Of<K extends string, V = typeof amount> = Record<K, V>

function priceListOf(text: z.output<typeof format>): PriceList {
  const { tax, seller, ...list } = text
  return {
    ...list,
    taxRate: Math.round(Number(tax) * 100),
    seller: { ...seller, address: seller.address.join('\n'), payment: seller.payment.join('\n') },
  }
}

/** Where PRICES is not given. */
export const defaultPrices: PriceList = priceListOf(
  format.parse({
    currency: 'EUR',
    plans: { paid: { month: '49.00', year: '490.00' }, enterprise: { month: '199.00', year: '1990.00' } },
    seller: { name: 'Usher', payment: ['By transfer to whoever runs this server, with the number of this invoice.'] },
  }),
)

/** Throws what follows the variable's name in the message: every fault, with where it stands in the file. */
export function readPriceList(file: string): PriceList {
  let text: unknown
  try {
    text = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`names ${file}, which cannot be read as JSON: ${errorText(error)}`, { cause: error })
  }
  const read = format.safeParse(text)
  if (read.success) return priceListOf(read.data)
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`)
  throw new Error(`names ${file}, in which is wrong: ${faults.join('; ')}`)
}
