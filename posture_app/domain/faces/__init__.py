"""Faces as the check-in and the face contract need them: where they are, how turned, how alike."""
