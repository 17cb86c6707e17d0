"""What is said to who chose a file that is not taken."""


class DocumentProblem(ValueError):
    """A file that is not taken as a document; the message is for the person who chose it."""
