// A picture that somebody chose, made as small as a logo is before it is sent: whatever the browser itself can show.
import { Refused } from '@usher/client'
import { logoEdge } from '@usher/domain'

/** PNG in Base64, as large as a logo at most, in its own proportions. Throws `not_a_logo` where the browser cannot show the file. */
export async function pictureOf(file: File): Promise<string> {
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    return drawn(image, file.type === 'image/svg+xml')
  } catch {
    throw new Refused({ code: 'not_a_logo', data: {} })
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** A drawing has no pixels of its own, so that it fills the square; a picture is never enlarged. */
function drawn(image: HTMLImageElement, isDrawing: boolean): string {
  const [width, height] = [image.naturalWidth || logoEdge, image.naturalHeight || logoEdge]
  const fits = logoEdge / Math.max(width, height)
  const scale = isDrawing ? fits : Math.min(fits, 1)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('the browser draws nothing')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/png').replace(/^.*,/, '')
}
