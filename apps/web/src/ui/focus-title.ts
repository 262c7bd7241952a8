// Where the focus goes when what had it is gone: to the title of the page.
/** Once the page shows what is there now; nothing where something else has the focus by then. */
export const focusTitleIfLost = (): void => {
  setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('h1')?.focus()
  }, 0)
}
