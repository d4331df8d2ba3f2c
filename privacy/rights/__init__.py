"""What each right does once it is granted, one file a right; legal holds."""
