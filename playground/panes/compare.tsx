export function ComparePane() { return <p />; }
