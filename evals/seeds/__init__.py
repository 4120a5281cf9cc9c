"""The acceptance reading: what a careful reader takes from two reports of one meeting, against what the program takes from them."""
