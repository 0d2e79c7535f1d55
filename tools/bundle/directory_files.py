def build_directory(raw, folder):
    pass
