"""What everybody is told (GDPR art. 13 and 14): the text, its versions, the letter about the source,
cookies."""
