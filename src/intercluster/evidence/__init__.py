"""Who took part in which project, in which field, when: the evidence every score rests on."""
