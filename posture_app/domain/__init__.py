"""What posture is: landmarks, measures, norms, grades, uncertainty. Knows numpy and nothing else."""
