export function CurvePane() { return <p />; }
