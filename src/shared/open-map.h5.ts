/** Shows a place on a map of the web, in a window of its own. */
export function openMap(name: string, { latitude, longitude }: { latitude: number; longitude: number }): void {
  const at = `${String(longitude)},${String(latitude)}`
  window.open(`https://uri.amap.com/marker?position=${at}&name=${encodeURIComponent(name)}`, '_blank', 'noopener')
}
