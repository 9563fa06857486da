export function ProofPane() { return <p />; }
