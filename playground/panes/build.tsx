export function BuildPane() { return <p />; }
