"""Who does long work: threads, processes, and a cluster."""
