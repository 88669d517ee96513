"""What goes wrong, in words for the person who sees it."""


class CourseProblem(Exception):
    """A problem whose text is one plain sentence: what is wrong, where, and what to do. Shown as it is."""
