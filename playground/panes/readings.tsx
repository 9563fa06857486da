export function ReadingsPane() { return <p />; }
