"""Shell: what each command does."""
