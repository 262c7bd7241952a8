// Real-looking pictures for journeys: those that worlds are drawn with.
export { draw } from '../world/draw.ts'
