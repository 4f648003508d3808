"""Who said or did what: names, speakers, quotations, roles, denial, modality and opposites."""
