"""What public forms need before a request is read: rate limits, the same origin, links, pages that refuse."""
