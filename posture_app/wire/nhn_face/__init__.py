"""NHN Cloud Face Recognition: groups of faces, and who resembles whom."""
