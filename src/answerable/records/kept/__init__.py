"""What is made of the records once and kept beside them, year by year, until the year's files change."""
