"""Records in SQL: an encrypted SQLCipher file with photographs beside it, or PostgreSQL."""
