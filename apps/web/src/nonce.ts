// The content security policy lets only styles with this answer's nonce in. Imported first, before anything that makes
// a style element or tries whether it may eval.

export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

Object.assign(globalThis, {
  // Where react-remove-scroll, below Mantine's dialogs, looks for it.
  __webpack_nonce__: nonce,
  // What z.config({ jitless: true }) sets, without its 4 kB at the first load: zod tries eval otherwise, which is reported.
  __zod_globalConfig: { jitless: true },
})
