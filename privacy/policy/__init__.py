"""What privacy itself keeps about people, and for how long; people are told of it in this order."""

from privacy.policy import people as people
from privacy.policy import requests as requests
from privacy.policy import traces as traces
