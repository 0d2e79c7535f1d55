"""The only writers of joint operations, called by pages and API alike."""
