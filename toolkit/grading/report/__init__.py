"""Pages of a graded class: one for each learner, one for the instructor; HTML that needs nothing else."""
