"""What the review says at the right: cards, explanations, answers, fixes, settings and reports."""
