"""Operations run by several clusters together: whose turn it is to host, whether what is pooled is enough."""
