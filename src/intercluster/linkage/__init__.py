"""The same organisation under two identifiers or spellings: found and proposed, never merged silently."""
