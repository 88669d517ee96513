"""The text files that a clinician edits -> validated -> built JSON. The only place, with grading, that reads YAML."""
