"""Making and checking the course: solutions are built from lessons, lessons are read before learners read them."""
