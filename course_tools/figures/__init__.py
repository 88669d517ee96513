"""Pictures: data in, a matplotlib Figure out, with its alt text and the numbers behind it."""
