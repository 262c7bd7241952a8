// The content security policy lets only styles with this answer's nonce in. Imported first, before anything that makes
// a style element or tries whether it may eval.
import { config } from 'zod/v4/core'

export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

// Where react-remove-scroll, below Mantine's dialogs, looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce })
// zod tries eval otherwise, which the policy reports.
config({ jitless: true })
