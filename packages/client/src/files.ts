// The bytes of files on their way up and down: apart from the client itself, as not everybody sends them.
export { download } from './download.ts'
export { upload, type Uploading } from './upload.ts'
