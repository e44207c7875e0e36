"""Taking photographs: what the live picture shows, what to say, and when to shoot."""
