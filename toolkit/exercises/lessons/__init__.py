"""One file of exercises a lesson; a grader's sandbox denies this folder."""
