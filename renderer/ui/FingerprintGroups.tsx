import './fingerprint.css'

/** Eight groups of five digits, to be read out; in two lines of four so that the eye does not slip. */
export function FingerprintGroups({ groups, name = '指纹码' }: { groups: readonly string[]; name?: string }) {
  return (
    <ol className="fingerprint" aria-label={name}>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups never move, and two may be alike
        <li key={index}>{group}</li>
      ))}
    </ol>
  )
}
