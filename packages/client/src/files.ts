// The bytes of files on their way up and down: apart from the client itself, as not everybody sends them.
export { download, type Downloading } from './download.ts'
export { whyNotName } from './names.ts'
export { upload, type Uploading } from './upload.ts'
