"""What makes the outlines of countries that the map draws."""
