"""The trained models, MediaPipe's and dlib's: people, their landmarks, and their faces."""
