"""A tiny app in which somebody added a field and forgot to declare it: nothing may start with it."""
