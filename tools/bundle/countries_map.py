def build_countries_map(raw, path):
    pass
