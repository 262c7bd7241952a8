// How a refusal leaves the server: one shape for procedures and routes. What is not in the table of problems is a bug:
// it says nothing but the request's id, and is logged with its stack.
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server'
import { ZodError, type z } from 'zod'
import { httpStatus, Problem, sentence, type AnyProblem, type ProblemKind } from '@usher/domain'
import { isAway } from './db/away.ts'

export const trpcCodes = {
  invalid: 'BAD_REQUEST',
  signed_out: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_many: 'TOO_MANY_REQUESTS',
  busy: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ProblemKind, TRPC_ERROR_CODE_KEY>

const fieldOf = ({ path, ...issue }: z.core.$ZodIssue): { field: string; says: string } =>
  issue.code === 'unrecognized_keys'
    ? { field: issue.keys.join(', '), says: 'This field is not known here. Leave it out.' }
    : { field: path.join('.'), says: issue.message.endsWith('received undefined') ? 'This is missing.' : issue.message }

/** The refusal in an error, if it is one. */
export const problemIn = (error: unknown): Problem | null =>
  error instanceof Problem
    ? error
    : error instanceof ZodError
      ? new Problem('invalid_input', { fields: error.issues.map(fieldOf) })
      : isAway(error)
        ? new Problem('database_away')
        : null

/** Errors of the protocol itself that are no bugs of ours: an unknown procedure, a body that is not JSON. */
const protocol: Partial<Record<TRPC_ERROR_CODE_KEY, { status: number; says: string }>> = {
  NOT_FOUND: { status: 404, says: 'There is no such procedure.' },
  BAD_REQUEST: { status: 400, says: 'This request could not be read. Send JSON, and {} when there is nothing to say.' },
  PARSE_ERROR: { status: 400, says: 'This is not JSON. Send JSON as the documentation says.' },
  METHOD_NOT_SUPPORTED: { status: 405, says: 'Read with GET, change with POST.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, says: 'Send JSON, with the header content-type: application/json.' },
  PAYLOAD_TOO_LARGE: { status: 413, says: 'This request is too large. Send less at once.' },
}

export interface ErrorShape {
  message: string
  data: {
    code: TRPC_ERROR_CODE_KEY
    httpStatus: number
    path: string | null
    problem: AnyProblem | null
    requestId: string | null
  }
}

export function shapeOf(
  cause: unknown,
  code: TRPC_ERROR_CODE_KEY,
  requestId: string | null,
  path: string | undefined,
): ErrorShape {
  const problem = problemIn(cause)
  if (problem) {
    const travels = problem.toJSON()
    return {
      message: sentence(travels),
      data: {
        code: trpcCodes[problem.kind],
        httpStatus: httpStatus[problem.kind],
        path: path ?? null,
        problem: travels,
        requestId,
      },
    }
  }
  const known = protocol[code]
  return {
    message:
      known?.says ??
      `Something went wrong on our side. Tell whoever runs this server the number ${requestId ?? 'of the time'}.`,
    data: { code, httpStatus: known?.status ?? 500, path: path ?? null, problem: null, requestId },
  }
}
