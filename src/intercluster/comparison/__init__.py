"""Two clusters side by side: perimeter, orientations, missions, organisation."""
