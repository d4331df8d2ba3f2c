"""What public forms need before a request is read: intake, rate limits, same origin, honeypot, links, stop
pages; and the refusal, which every page and command answers with its sentence."""
