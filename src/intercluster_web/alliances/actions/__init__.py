"""The only writers of the alliances app. Each takes the person who acts first; None stands for somebody without an
account who came through a link."""
