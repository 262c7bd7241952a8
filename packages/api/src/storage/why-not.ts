// What an S3 storage, or the way there, means by an error: in words that say what the operator is to do.
import { S3ServiceException } from '@aws-sdk/client-s3'
import { errorCode, errorText } from '../error-code.ts'

const unreachable = 'cannot be reached; does it run there, do host and port fit, and does a firewall let them through?'
const notAllowed =
  'these keys may not do that; they need to list the bucket, and to get, put and delete what is in it (s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload)'

/** On the way there, by the system's code or by how the SDK calls it. */
const onTheWay: Record<string, string> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: 'the connection was broken off',
  EPIPE: 'the connection was broken off',
  ETIMEDOUT: 'does not answer in time',
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOTFOUND: 'there is no host of that name; check the endpoint, the region and the name of the bucket',
  EAI_AGAIN: 'the name of its host could not be looked up; check its spelling and the network',
  TimeoutError: 'does not answer in time',
  AbortError: 'does not answer in time',
}
/** By what it answered, or by the SDK before it asked. */
const answered: Record<string, string> = {
  NoSuchBucket: 'there is no such bucket; create it, or write the name of another',
  AccessDenied: notAllowed,
  InvalidAccessKeyId: 'it does not know these keys; check AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'the keys do not fit; check AWS_SECRET_ACCESS_KEY',
  ExpiredToken: 'the keys have expired',
  PermanentRedirect: 'the bucket is in another region; write that one as ?region=',
  AuthorizationHeaderMalformed: 'the bucket is in another region; write that one as ?region=',
  RequestTimeTooSkewed: 'the clock of this machine is wrong',
  QuotaExceeded: 'it is full; make room or raise its quota',
  CredentialsProviderError: 'there are no keys; give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
}
const byStatus: Record<number, string> = {
  301: 'the bucket is in another region; write that one as ?region=',
  403: notAllowed,
  404: 'there is no such thing in it',
  507: 'it is full; make room or raise its quota',
}

/** `isAway`: nobody answered, or said that they cannot at the moment. Takes anything that was caught. */
export function whyNot(error: unknown): { says: string; isAway: boolean } {
  const name = error instanceof Error ? error.name : ''
  const status = error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? null) : null
  const way = onTheWay[errorCode(error) ?? ''] ?? (status === null ? onTheWay[name] : undefined)
  const known = answered[name] ?? way ?? (status === null ? undefined : byStatus[status])
  const text = errorText(error)
  return {
    says: known === undefined ? text : `${known} [${text}]`,
    isAway: way !== undefined || (status !== null && (status >= 500 || status === 429) && status !== 507),
  }
}
