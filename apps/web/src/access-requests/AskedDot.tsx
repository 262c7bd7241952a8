// The dot on what shares a thing that somebody asks for, with words for those who do not see it.
import { VisuallyHidden } from '@mantine/core'
import './access-requests.css'

export const AskedDot = () => (
  <>
    <span className="asked-dot" aria-hidden />
    <VisuallyHidden> (somebody asks for access)</VisuallyHidden>
  </>
)
