def write_sources(folder):
    pass
