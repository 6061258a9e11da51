"""On screen: the only room that knows Qt."""
