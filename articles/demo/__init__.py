"""The demo: a fictional organisation, its texts, pictures and people, and the state that each text is shown in."""
