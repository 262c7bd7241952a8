// STORAGE_URL as text and in parts: where the bytes of files are, a folder or a bucket of an S3 storage. Keys never stand in
// it: they come by the variables that every S3 program knows.
import { fileURLToPath } from 'node:url'

/** A place in an S3 storage. */
export interface S3Place {
  bucket: string
  /** What every key begins with: '' or something that ends in a slash. */
  prefix: string
  region: string
  /** Null: Amazon's own. */
  endpoint: string | null
}
/** Null: `files` below the data folder. */
export type StoragePlace = { folder: string } | S3Place | null

type Environment = Record<string, string | undefined>

const hint = 'write s3://BUCKET?region=REGION, with &endpoint=https://HOST where it is not Amazon’s, or file:///FOLDER'
/** As all S3 storages allow it. */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

/** Reads the variable. Throws what follows its name in a message; never repeats a value that may hold a secret. */
export function parseStorageUrl(text: string, env: Environment): StoragePlace {
  if (/^file:$/i.test(text)) return null
  const url = URL.parse(text)
  if (url?.protocol === 'file:' && /^file:\/\/\//i.test(text)) return { folder: folderIn(url) }
  if (url?.protocol !== 's3:') throw new Error(`is neither a folder nor a bucket; ${hint}`)
  if (url.username !== '' || url.password !== '')
    throw new Error('holds a key; leave it out and give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead')
  if (!bucketName.test(url.host)) throw new Error(`names no bucket that there can be; ${hint}`)
  if (url.hash !== '') throw new Error(`has a # in it; ${hint}`)
  const unknown = [...url.searchParams.keys()].find((name) => !['region', 'endpoint'].includes(name))
  if (unknown !== undefined) throw new Error(`says "${unknown}", which means nothing here; ${hint}`)
  for (const [one, other] of [
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'],
  ] as const)
    if (env[one] && !env[other]) throw new Error(`needs ${other} as well: ${one} alone is half a key`)

  const endpoint = endpointIn(url.searchParams.get('endpoint'))
  // A storage of one's own has one region, whatever it is called.
  const region = url.searchParams.get('region') || env['AWS_REGION']?.trim() || (endpoint && 'us-east-1')
  if (!region) throw new Error('names no region; add ?region=, such as ?region=eu-central-1')
  if (!/^[a-z0-9-]+$/i.test(region)) throw new Error(`has "${region}" for a region; write one such as eu-central-1`)
  const folders = decodeURIComponent(url.pathname).split('/').filter(Boolean)
  return { bucket: url.host, prefix: folders.map((name) => `${name}/`).join(''), region, endpoint }
}

function folderIn(url: URL): string {
  if (url.search !== '' || url.hash !== '') throw new Error('has signs such as ? or #; in a folder write %3F and %23')
  return fileURLToPath(url)
}

function endpointIn(text: string | null): string | null {
  if (text === null) return null
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username || url.search || url.hash)
    throw new Error('has an endpoint that is no address; write endpoint=https://HOST, or http://HOST:PORT')
  return url.href.replace(/\/$/, '')
}

/** For people to read: where it is. */
export const nameOfPlace = ({ bucket, prefix, endpoint }: S3Place): string =>
  `s3://${bucket}/${prefix}${endpoint ? ` at ${endpoint}` : ''}`
