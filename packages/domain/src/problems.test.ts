// Every refusal says what is so in one or two sentences, and travels as its code and figures.
import { describe, expect, it } from 'vitest'
import { httpStatus, Problem, problems, sentence, type AnyProblem, type ProblemCode } from './problems.ts'
import { roles } from './roles.ts'
import { problemExamples } from './testing/problem-examples.ts'

const codes = Object.keys(problems) as ProblemCode[]
/** A full stop that ends a sentence is followed by a blank or the end; the dots of addresses are not. */
const sentencesIn = (text: string): number => text.split(/[.?!](?:\s+|$)/u).length - 1
const whys = ['signed_out', 'not_in_account', 'suspended', 'ended', 'deleted', 'dormant', 'role', 'plan'] as const
const features = [
  'user_management',
  'restricted_role',
  'groups',
  'sharing',
  'audit_logs',
  'sso',
  'billing_alerts',
] as const

/** Every example, and each of the ways in which those with a choice can be said. */
const variants: AnyProblem[] = [
  ...problemExamples,
  { code: 'enter_first', data: { asks: ['address'] } },
  { code: 'enter_first', data: { asks: ['address', 'password'] } },
  ...(['suspended', 'ended', 'deleted', 'dormant'] as const).map(
    (because) => ({ code: 'cannot_enter', data: { because } }) as const,
  ),
  ...whys.map((because) => ({ code: 'not_allowed', data: { needs: 'people.manage', because } }) as const),
  ...features.map((feature) => ({ code: 'not_allowed', data: { needs: 'x', because: 'plan', feature } }) as const),
  ...(['accepted', 'revoked', 'expired', 'deleted'] as const).map(
    (state) => ({ code: 'invitation_over', data: { state } }) as const,
  ),
  ...(['accepted', 'revoked', 'expired'] as const).map((state) => ({ code: 'not_pending', data: { state } }) as const),
  ...roles.map((role) => ({ code: 'role_not_on_plan', data: { role, feature: 'user_management' } }) as const),
  ...(['approved', 'declined', 'withdrawn'] as const).map(
    (answer) => ({ code: 'access_answered', data: { answer } }) as const,
  ),
  { code: 'too_many_tries', data: { minutes: 1 } },
  { code: 'seats_full', data: { used: 1, cap: 1 } },
  { code: 'mail_refused', data: { answer: '550 5.1.1 No such user.' } },
  { code: 'mail_refused', data: { answer: '' } },
  { code: 'password_weak', data: { because: '' } },
  { code: 'password_weak', data: { because: 'Use a few more words or characters' } },
  { code: 'invalid_input', data: { fields: [{ field: '', says: 'Too big' }] } },
]

describe('every refusal is one or two sentences', () => {
  it.each(variants.map((p) => [p.code, JSON.stringify(p.data), p] as const))('%s %s', (_, __, problem) => {
    const says = sentence(problem)
    expect(says).toMatch(/^[^\s].*\.$/u)
    expect(says).not.toMatch(/undefined|null|NaN|\[object| {2}|\s\.|\.\.$|: *\.$/)
    expect([1, 2]).toContain(sentencesIn(says))
  })
  it('every problem is among them', () => {
    expect(problemExamples.map((p) => p.code).toSorted()).toEqual(codes.toSorted())
  })
})

describe('refusals help', () => {
  const cases: [AnyProblem, string][] = [
    [{ code: 'seats_full', data: { used: 5, cap: 5 } }, '5 of 5 seats used. Ask for more seats, or free one.'],
    [
      { code: 'not_allowed', data: { needs: 'people.manage', because: 'plan', feature: 'user_management' } },
      'This account’s plan does not carry user management. It comes with the plan Paid.',
    ],
    [
      { code: 'role_not_on_plan', data: { role: 'library_restricted', feature: 'restricted_role' } },
      'Media library restricted access: This account’s plan does not carry restricted access. It comes with the plan Enterprise.',
    ],
    [{ code: 'too_many_tries', data: { minutes: 1 } }, 'Too many tries. Wait 1 minute and try again.'],
    [{ code: 'too_many_tries', data: { minutes: 15 } }, 'Too many tries. Wait 15 minutes and try again.'],
    [
      { code: 'mail_refused', data: { answer: '550 mailbox unavailable' } },
      'The mail server refused: 550 mailbox unavailable.',
    ],
    [{ code: 'mail_refused', data: { answer: ' 550 No such user \n' } }, 'The mail server refused: 550 No such user.'],
    [{ code: 'mail_refused', data: { answer: ' ' } }, 'The mail server refused without saying why.'],
    [{ code: 'enter_first', data: { asks: ['password'] } }, 'To enter this account, give your password again.'],
    [
      { code: 'enter_first', data: { asks: ['address', 'password'] } },
      'To enter this account, open the invitation that was mailed to you.',
    ],
    [
      {
        code: 'invalid_input',
        data: {
          fields: [
            { field: 'name', says: 'Type a name.' },
            { field: 'role', says: 'Choose a role' },
          ],
        },
      },
      'name: Type a name. role: Choose a role.',
    ],
    [{ code: 'invalid_input', data: { fields: [] } }, 'This input cannot be read.'],
  ]
  it.each(cases)('%j', (problem, says) => {
    expect(sentence(problem)).toBe(says)
  })
  it('whoever is refused for each reason reads another sentence', () => {
    const said = whys.map((because) => sentence({ code: 'not_allowed', data: { needs: 'x', because } }))
    expect(new Set(said).size).toBe(whys.length)
  })
})

describe('a problem', () => {
  it('travels as code and data, and comes back with its sentence', () => {
    for (const { code, data } of problemExamples) {
      // Each pair comes from the typed table of examples; the constructor's arguments cannot be typed for a union.
      const thrown = new (Problem as new (code: ProblemCode, data: object) => Problem)(code, data)
      const arrived = JSON.parse(JSON.stringify(thrown)) as AnyProblem
      expect(arrived).toEqual({ code, data })
      expect(sentence(arrived)).toBe(sentence(thrown.toJSON()))
      expect(thrown.kind).toBe(problems[code].kind)
    }
  })
  it('is an error that says its code, and has empty data where it needs none', () => {
    const thrown = new Problem('last_administrator')
    expect(thrown).toBeInstanceOf(Error)
    expect([thrown.name, thrown.message, thrown.data]).toEqual(['Problem', 'last_administrator', {}])
  })
  it('leads to one HTTP status by its kind', () => {
    expect(httpStatus).toEqual({
      invalid: 400,
      signed_out: 401,
      forbidden: 403,
      not_found: 404,
      conflict: 409,
      too_many: 429,
      busy: 503,
    })
    const wanted: [ProblemCode, number][] = [
      ['sign_in_first', 401],
      ['wrong_sign_in', 401],
      ['enter_first', 401],
      ['cannot_enter', 403],
      ['not_allowed', 403],
      ['not_found', 404],
      ['link_over', 404],
      ['seats_full', 409],
      ['last_administrator', 409],
      ['too_many_tries', 429],
      ['invalid_input', 400],
      ['busy', 503],
    ]
    for (const [code, status] of wanted) expect([code, httpStatus[problems[code].kind]]).toEqual([code, status])
  })
})
