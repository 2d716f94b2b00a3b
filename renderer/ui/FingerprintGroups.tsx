import './fingerprint.css'

/** Eight groups of five digits, to be read out; in two lines of four so that the eye does not slip. */
export function FingerprintGroups({ groups }: { groups: readonly string[] }) {
  return (
    <ol className="fingerprint" aria-label="指纹码">
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups never move, and two may be alike
        <li key={index}>{group}</li>
      ))}
    </ol>
  )
}
