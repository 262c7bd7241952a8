// "Firefox on Windows", out of what a browser says of itself.
import Bowser from 'bowser'

export function deviceName(userAgent: string): string {
  if (!userAgent) return 'Unknown device'
  const { browser, os } = Bowser.parse(userAgent)
  return browser.name && os.name ? `${browser.name} on ${os.name}` : (browser.name ?? userAgent.slice(0, 60))
}
