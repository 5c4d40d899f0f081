// Amounts of data for people. Pure.

export function formatBytes(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(bytes < 10e6 ? 2 : 1)} MB`
}
