"""Who received data (GDPR art. 15(1)(c)), and who is notified of a change (art. 19)."""
