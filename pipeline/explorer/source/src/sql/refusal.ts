// What DuckDB threw goes in, what the reader is told comes out: its message with the place, and what a missing extension means here.

export function refusal(error: unknown): string {
  const message = plain(error instanceof Error ? error.message : String(error));
  const [said, advice] = message.split("\n\nPlease try installing");
  return advice === undefined ? said : `${said}\n\nThis page has no extensions. DuckDB itself, on legation.duckdb, can load it.`;
}

// A query that is sent, not run at once, is refused as JSON where it could not be parsed.
function plain(message: string): string {
  if (!message.startsWith("{")) return message;
  try {
    const { exception_type, exception_message } = JSON.parse(message);
    return exception_message ? `${exception_type} Error: ${exception_message}` : message;
  } catch (error) {
    if (error instanceof SyntaxError) return message;
    throw error;
  }
}
