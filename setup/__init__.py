"""The set-up behind `run.py`: what it says, the environment, and Debian's packages without root."""
